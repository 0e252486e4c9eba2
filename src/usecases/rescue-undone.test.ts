import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertConsistent, bytes, changedPaths } from '../../test/crash/consistent.ts';
import { wished } from '../../test/crash/lives.ts';
import { controlPlane } from '../../test/crash/node.ts';
import type { Interference } from '../adapters/memory/effects.ts';
import type { MemoryNode } from '../adapters/memory/memory-node.ts';
import { PerennialError } from '../core/errors.ts';
import { defaultPolicy } from '../core/policy.ts';
import { rescue } from './rescue.ts';
import { resume } from './resume.ts';
import { rollback } from './rollback.ts';
import { status } from './status.ts';

const request = { ...wished, policy: defaultPolicy };

/** The first time only. */
function failingOnce(step: RegExp): Interference {
  let failed = false;
  return ({ label }) => {
    if (failed || !step.test(label)) return 'go';
    failed = true;
    return new PerennialError('unit-failed', 'it failed');
  };
}

/** With certificates that are merely due. */
function afterPowerCut(): MemoryNode {
  const node = controlPlane();
  node.machine.processes.clear();
  node.machine.units.delete('kubelet');
  return node;
}

const stateOfRuns = async (node: MemoryNode) => (await status(node.live().world)).runs.map(({ state }) => state);

test('a kubelet that does not start leaves the rescue open, to be finished: there is nothing to go back to', async () => {
  const node = afterPowerCut();
  const report = await rescue(request, node.live({ interfere: failingOnce(/^restart kubelet/) }).world);
  assert.ok(report.kind === 'ended' && report.change.kind === 'ran');
  assert.equal(report.change.report.outcome.kind, 'stopped');
  assert.equal(report.change.report.rolledBackBy, undefined);
  assert.deepEqual(await stateOfRuns(node), ['open']);
  const resumed = await resume(request, node.live().world);
  assert.ok(resumed.kind === 'ran' && resumed.report.outcome.kind === 'complete');
  await assertConsistent(node, 'resumed');
});

test('a rescue that fails while it makes what is new is over, and can be begun again', async () => {
  const node = afterPowerCut();
  await rescue(request, node.live({ interfere: failingOnce(/^save apiserver.crt/) }).world);
  assert.deepEqual(await stateOfRuns(node), ['rolled-back', 'complete']);
  assert.equal((await rescue(request, node.live().world)).kind, 'alive');
});

test('the proofs of a rescue stay open when they fail, resumed or not, and their rollback touches nothing', async () => {
  const node = afterPowerCut();
  node.behave('kube-scheduler', { answers: false });
  const report = await rescue(request, node.live().world);
  assert.ok(report.kind === 'ended' && report.change.kind === 'ran' && report.change.report.outcome.kind === 'stopped');
  const resumed = await resume(request, node.live().world);
  assert.ok(resumed.kind === 'ran' && resumed.report.rolledBackBy === undefined);
  assert.deepEqual(await stateOfRuns(node), ['complete', 'open']);
  const { world, effects } = node.live();
  const undone = await rollback(request, world);
  assert.ok(undone.kind === 'ran' && undone.plan.stages.length === 0);
  assert.ok(
    effects.every((label) => !/^(install|restart|stop)/.test(label)),
    effects.join(),
  );
  assert.deepEqual(await stateOfRuns(node), ['complete', 'rolled-back', 'complete']);
});

test('a finished rescue is rolled back by one command: its proofs lie on top of nothing', async () => {
  const node = afterPowerCut();
  const before = bytes(node);
  await rescue(request, node.live().world);
  const undone = await rollback(request, node.live().world);
  assert.ok(undone.kind === 'ran' && undone.report.outcome.kind === 'complete');
  assert.deepEqual(changedPaths(before, bytes(node)), []);
  await assert.rejects(rollback(request, node.live().world), { code: 'run-unknown' });
});
