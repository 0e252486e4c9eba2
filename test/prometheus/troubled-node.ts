import { failing } from '../../src/adapters/memory/effects.ts';
import { findingsOf } from '../../src/core/check/check.ts';
import { PerennialError } from '../../src/core/errors.ts';
import { overviewOfNode } from '../../src/core/overview/of-node.ts';
import type { Overview } from '../../src/core/overview/overview.ts';
import { HOUR, type Instant, MINUTE } from '../../src/core/instant.ts';
import { defaultPolicy, type Policy } from '../../src/core/policy.ts';
import { weekdays } from '../../src/core/schedule/window.ts';
import type { MetricsFacts } from '../../src/faces/metrics/family.ts';
import { observe } from '../../src/usecases/observe.ts';
import { status } from '../../src/usecases/status.ts';
import { controlPlane } from '../crash/node.ts';
import { lived, renewal } from '../crash/lives.ts';

const policy: Policy = {
  ...defaultPolicy,
  window: { days: weekdays, start: { hour: 2, minute: 30 }, length: 2 * HOUR, timeZone: 'UTC' },
};

/**
 * A real look at a control plane in memory on which much has happened: one renewal worked, the next one could not be finished,
 * and somebody replaced a file by hand.
 */
export async function troubledNode(
  now: Instant,
): Promise<{ readonly overview: Overview; readonly facts: MetricsFacts }> {
  const node = controlPlane({ now: now - HOUR });
  await lived(node, renewal);
  node.pass(MINUTE);
  const noRoom = new PerennialError('disk-full', 'there is no room');
  await lived(node, renewal, failing('install /etc/kubernetes/pki/apiserver.key', noRoom)).catch(() => undefined);
  node.write('/etc/kubernetes/scheduler.conf', textOf(node.machine.tree.get('/etc/kubernetes/scheduler.conf')));
  node.write('/etc/kubernetes/pki/sa.pub', 'nothing that could be read');
  node.pass(10 * MINUTE);
  const { world } = node.live();
  const inventory = await observe(world, { copies: ['/root/.kube/config'] });
  const { runs } = await status(world);
  const findings = findingsOf(inventory, policy);
  const seen = overviewOfNode({ inventory, findings, policy, runs, version: world.version });
  return {
    overview: { takenAt: inventory.takenAt, nodes: [seen] },
    facts: { version: '1.2.3', runtime: `node ${process.version}`, runs },
  };
}

function textOf(entry: unknown): Buffer {
  if (typeof entry === 'object' && entry !== null && 'bytes' in entry && Buffer.isBuffer(entry.bytes))
    return entry.bytes;
  throw new Error('there is no such file');
}
