import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cutAt } from '../../src/adapters/memory/effects.ts';
import { startKubelet } from '../../src/adapters/memory/kubelet-serving.ts';
import { bytesAt } from '../../src/adapters/memory/tree.ts';
import type { MemoryNode } from '../../src/adapters/memory/memory-node.ts';
import { renew } from '../../src/usecases/renew.ts';
import { openRunIds } from '../../src/usecases/recorded-runs.ts';
import { resume } from '../../src/usecases/resume.ts';
import { assertConsistent, bytes, changedPaths } from './consistent.ts';
import { cutsOf } from './cuts.ts';
import { effectsOf, lived, rollBackLast, undo, type Work, wished } from './lives.ts';
import { controlPlane } from './node.ts';

const pair = ['/var/lib/kubelet/pki/kubelet.crt', '/var/lib/kubelet/pki/kubelet.key'];
const base = controlPlane();
const original = bytes(base);

const renewal: Work = (world) => renew({ ...wished, which: { kind: 'named', names: ['kubelet-server'] } }, world);
const finish: Work = async (world) =>
  (await openRunIds(world.runs)).length > 0 ? await resume(wished, world) : await renewal(world);

/** Both files are others, and the port serves them: that is what a check without findings about them says. */
async function assertRemade(node: MemoryNode, about: string): Promise<void> {
  await assertConsistent(node, about);
  assert.deepEqual(changedPaths(original, bytes(node)).toSorted(), pair, about);
}

test('the serving pair of the kubelet is made again, and nothing else is touched', async () => {
  const node = base.copy();
  const change = await lived(node, renewal);
  assert.ok(change?.kind === 'ran' && change.report.outcome.kind === 'complete', JSON.stringify(change));
  const [renewed] = change.report.certificates;
  assert.equal(renewed?.name, 'kubelet-server');
  assert.match(renewed.proof ?? '', /^served at 127\.0\.0\.1:10250, serial [0-9A-F]+, until /);
  await assertRemade(node, 'at the end');
});

test('cut off anywhere and finished, it is made again all the same, whether or not the machine was booted in between', async () => {
  for (const { number, when, about } of await cutsOf(base, renewal)) {
    for (const isBooted of [false, true]) {
      const node = base.copy();
      await lived(node, renewal, cutAt(number, when));
      if (isBooted) startKubelet(node.machine);
      await lived(node, finish);
      await assertRemade(node, `${about}${isBooted ? ', booted' : ''}`);
    }
  }
});

test('cut off anywhere and rolled back, the old pair is there and served', async () => {
  for (const { number, when, about } of await cutsOf(base, renewal)) {
    for (const isBooted of [false, true]) {
      const node = base.copy();
      await lived(node, renewal, cutAt(number, when));
      const wasOpen = (await openRunIds(node.live().world.runs)).length > 0;
      if (isBooted) startKubelet(node.machine);
      await lived(node, undo);
      await assertConsistent(node, about);
      if (wasOpen) assert.deepEqual(changedPaths(original, bytes(node)), [], about);
    }
  }
});

test('when it is over it can be rolled back', async () => {
  const node = base.copy();
  await lived(node, renewal);
  await lived(node, rollBackLast);
  await assertConsistent(node, 'rolled back');
  assert.deepEqual(changedPaths(original, bytes(node)), []);
});

test('a kubelet that does not come back is a failure, which is undone', async () => {
  const node = base.copy();
  const { world } = node.live();
  const lame = { ...world, units: { ...world.units, restart: async () => undefined } };
  const request = { ...wished, policy: { ...wished.policy, onFailure: 'roll-back' as const } };
  const change = await renew({ ...request, which: { kind: 'named', names: ['kubelet-server'] } }, lame);
  assert.ok(change.kind === 'ran' && change.report.outcome.kind === 'stopped');
  assert.equal(change.report.rolledBackBy?.outcome.kind, 'complete');
  assert.deepEqual(changedPaths(original, bytes(node)), []);
});

test('a pair that somebody put there in between stays, and is served', async () => {
  const node = base.copy();
  const labels = await effectsOf(base.copy(), renewal);
  await lived(node, renewal, cutAt(labels.indexOf('record done 1.2') + 1, 'after'));
  const other = base.copy();
  await lived(other, renewal);
  const foreign = pair.map((path) => bytesAt(other.machine, path) ?? Buffer.alloc(0));
  pair.forEach((path, index) => node.write(path, foreign[index] ?? ''));
  await lived(node, finish);
  await assertRemade(node, 'with a foreign pair');
  assert.deepEqual(
    pair.map((path) => bytesAt(node.machine, path)),
    foreign,
  );
});

test('a new pair that the port does not show is no success', async () => {
  const node = base.copy();
  const { machine } = node;
  const { world } = node.live();
  const deaf = async (): Promise<void> => {
    const old = machine.kubeletServes;
    startKubelet(machine);
    machine.kubeletServes = old;
  };
  const request = { ...wished, which: { kind: 'named', names: ['kubelet-server'] } } as const;
  const change = await renew(request, { ...world, units: { ...world.units, restart: deaf } });
  assert.ok(change.kind === 'ran' && change.report.outcome.kind === 'stopped');
  assert.match(change.report.outcome.reason, /serves another certificate than the file/);
});
