import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bytes, changedPaths } from '../../test/crash/consistent.ts';
import { dyings } from '../../test/crash/kubelet.ts';
import { wished } from '../../test/crash/lives.ts';
import { controlPlane } from '../../test/crash/node.ts';
import type { Interference } from '../adapters/memory/effects.ts';
import type { MemoryNode } from '../adapters/memory/memory-node.ts';
import { PerennialError } from '../core/errors.ts';
import { defaultPolicy } from '../core/policy.ts';
import { openRunIds } from './recorded-runs.ts';
import { renew } from './renew.ts';

const which = { kind: 'named', names: ['kubelet-client'] } as const;
const repaired = (node: MemoryNode, interfere?: Interference) =>
  renew({ ...wished, policy: defaultPolicy, which }, node.live(interfere && { interfere }).world);

/** The first time only. */
function masked(): Interference {
  let failed = false;
  return ({ label }) => {
    if (failed || label !== 'restart kubelet') return 'go';
    failed = true;
    return new PerennialError('unit-failed', 'Unit kubelet.service is masked');
  };
}

test('a kubelet that does not start with its new credential gets the old one back, where that is alive', async () => {
  const node = controlPlane();
  const before = bytes(node);
  const change = await repaired(node, masked());
  assert.ok(change.kind === 'ran' && change.report.rolledBackBy?.outcome.kind === 'complete', JSON.stringify(change));
  assert.deepEqual(changedPaths(before, bytes(node)), []);
});

test('a kubelet that runs with its old credential is started anew', async () => {
  const node = controlPlane();
  dyings['ran out'](node);
  const since = node.machine.units.get('kubelet') ?? 0;
  const change = await repaired(node);
  assert.ok(change.kind === 'ran' && change.report.outcome.kind === 'complete');
  assert.ok((node.machine.units.get('kubelet') ?? 0) > since && since > 0);
});

test('a renewal that restarts components begins although the kubelet is dead: it starts it first', async () => {
  const node = controlPlane();
  dyings['ran out'](node);
  node.machine.units.delete('kubelet');
  const change = await renew({ ...wished, which: { kind: 'all' } }, node.live().world);
  assert.ok(change.kind === 'ran' && change.report.outcome.kind === 'complete', JSON.stringify(change));
});

for (const [about, die] of Object.entries(dyings)) {
  test(`it does not get back one that ${about}: the run is left open, to be finished`, async () => {
    const node = controlPlane();
    die(node);
    const change = await repaired(node, masked());
    assert.ok(change.kind === 'ran' && change.report.rolledBackBy === undefined);
    assert.ok(change.report.outcome.kind === 'stopped' && /masked/.test(change.report.outcome.reason));
    assert.equal((await openRunIds(node.live().world.runs)).length, 1);
  });
}

test('a kubelet that the API server does not hear from is not proved, in words', async () => {
  const node = controlPlane();
  dyings['ran out'](node);
  // Somebody stops it again as soon as it is well.
  const change = await repaired(node, ({ label }) => {
    if (/^record started 2\.4/.test(label)) node.machine.units.delete('kubelet');
    return 'go';
  });
  assert.ok(change.kind === 'ran' && change.report.outcome.kind === 'stopped');
  assert.match(change.report.outcome.reason, /has not heard from the kubelet of cp-1/);
});
