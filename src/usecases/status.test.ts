import assert from 'node:assert/strict';
import { test } from 'node:test';
import { wished } from '../../test/crash/lives.ts';
import { controlPlane } from '../../test/crash/node.ts';
import { cutAt, failing } from '../adapters/memory/effects.ts';
import type { MemoryNode } from '../adapters/memory/memory-node.ts';
import { bytesAt } from '../adapters/memory/tree.ts';
import { PerennialError } from '../core/errors.ts';
import { defaultPolicy } from '../core/policy.ts';
import { renew } from './renew.ts';
import type { RunStatus } from './requests.ts';
import { status } from './status.ts';

const base = controlPlane();
const request = { ...wished, policy: defaultPolicy };

async function runsOf(node: MemoryNode): Promise<readonly RunStatus[]> {
  return (await status(node.live().world)).runs;
}

test('a finished run has the report that was returned when it ended', async () => {
  const node = base.copy();
  const ran = await renew(request, node.live().world);
  const [run] = await runsOf(node);
  assert.equal(run?.state, 'complete');
  assert.deepEqual(run?.report, { kind: 'read', value: ran.kind === 'ran' && ran.report });
});

test('a run that undid itself has its report, and so has the rollback', async () => {
  const node = base.copy();
  const interfere = failing('install /etc/kubernetes/pki/apiserver.key', new PerennialError('disk-full', 'no room'));
  await renew(request, node.live({ interfere }).world);
  const [run, rollback] = await runsOf(node);
  assert.deepEqual([run?.state, rollback?.state], ['rolled-back', 'complete']);
  assert.ok(run?.report.kind === 'read' && rollback?.report.kind === 'read');
  assert.equal(run.report.value.outcome.kind, 'stopped');
  assert.equal(run.report.value.rolledBackBy?.run, rollback.id);
  assert.equal(rollback.report.value.outcome.kind, 'complete');
});

test('a run whose first step could not begin is undone by a rollback of nothing, which is complete', async () => {
  const node = base.copy();
  const manifest = '/etc/kubernetes/manifests/kube-apiserver.yaml';
  const consent = async () => {
    node.write(manifest, `${bytesAt(node.machine, manifest)?.toString() ?? ''}# changed meanwhile\n`);
    return true;
  };
  await renew({ ...request, consent }, node.live().world);
  const [run, rollback] = await runsOf(node);
  assert.deepEqual([run?.state, rollback?.state, rollback?.steps], ['rolled-back', 'complete', 0]);
});

test('a run that was cut off has none', async () => {
  const node = base.copy();
  await assert.rejects(renew(request, node.live({ interfere: cutAt(30, 'before') }).world));
  const [run] = await runsOf(node);
  assert.deepEqual([run?.state, run?.report], ['open', { kind: 'missing' }]);
});

test('a report that somebody edited is unreadable, and the run stands where it stood', async () => {
  const node = base.copy();
  await renew(request, node.live().world);
  for (const [id, saved] of node.machine.runs) node.machine.runs.set(id, { ...saved, report: { outcome: 'splendid' } });
  const [run] = await runsOf(node);
  assert.deepEqual([run?.state, run?.report.kind], ['complete', 'unreadable']);
});
