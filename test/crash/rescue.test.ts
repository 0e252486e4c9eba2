import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cutAt } from '../../src/adapters/memory/effects.ts';
import type { MemoryNode } from '../../src/adapters/memory/memory-node.ts';
import { PerennialError } from '../../src/core/errors.ts';
import { DAY } from '../../src/core/instant.ts';
import { KUBELET_CLIENT_LINK } from '../../src/core/kubeadm/kubelet-files.ts';
import { rescue } from '../../src/usecases/rescue.ts';
import { openRunIds } from '../../src/usecases/recorded-runs.ts';
import { resume } from '../../src/usecases/resume.ts';
import { rollback } from '../../src/usecases/rollback.ts';
import { assertConsistent, bytes, changedPaths } from './consistent.ts';
import { type Cut, cutsOf } from './cuts.ts';
import { dyings } from './kubelet.ts';
import { lived, type Work, wished } from './lives.ts';
import { controlPlane } from './node.ts';

const nights = {
  'whose kubelet was stopped': stopped(controlPlane()),
  'that had no power': powerless(controlPlane()),
  'on which everything ran out': ranOut(),
};

function stopped(node: MemoryNode): MemoryNode {
  node.machine.units.delete('kubelet');
  return node;
}

function powerless(node: MemoryNode): MemoryNode {
  node.machine.processes.clear();
  return stopped(node);
}

function ranOut(): MemoryNode {
  const node = controlPlane();
  node.pass(30 * DAY);
  dyings['ran out'](node);
  return powerless(node);
}

const rescuing: Work = async (world) => {
  const report = await rescue(wished, world);
  return report.kind === 'alive' ? report.changes[1] : report.change;
};

/** What docs/rescue.md says: what is open is finished, and then it is run once more. */
const finish: Work = async (world) => {
  if ((await openRunIds(world.runs)).length > 0) await resume(wished, world);
  return await unless('nothing-dead', () => rescuing(world));
};

const undo: Work = (world) => unless('run-unknown', () => rollback(wished, world));

async function unless(code: string, work: () => ReturnType<Work>): ReturnType<Work> {
  try {
    return await work();
  } catch (thrown) {
    if (thrown instanceof PerennialError && thrown.code === code) return { kind: 'nothing-to-do', leftAlone: [] };
    throw thrown;
  }
}

/** Both halves. */
async function undoAll(node: MemoryNode): Promise<void> {
  for (;;) {
    const change = await lived(node, undo);
    if (change?.kind !== 'ran') return;
    assert.equal(change.report.outcome.kind, 'complete', JSON.stringify(change.report.outcome));
  }
}

function assertAsBefore(before: MemoryNode, node: MemoryNode, about: string): void {
  assert.deepEqual(changedPaths(bytes(before), bytes(node)), [], about);
  const [was, is] = [before, node].map(({ machine }) => machine.tree.get(KUBELET_CLIENT_LINK));
  assert.equal(is?.kind === 'link' && is.target, was?.kind === 'link' && was.target, about);
}

/** Up to the first file that is put in place a rescue is what a renewal is. */
async function cutsFromInstall(night: MemoryNode): Promise<readonly Cut[]> {
  const cuts = await cutsOf(night, rescuing);
  return cuts.slice(cuts.findIndex(({ about }) => about.includes('install ')) - 1);
}

for (const about of ['whose kubelet was stopped', 'on which everything ran out'] as const) {
  test(`the rescue of a node ${about}, cut off anywhere and finished, ends with processes that use what is on disk`, async () => {
    const night = nights[about];
    for (const cut of await cutsFromInstall(night)) {
      const node = night.copy();
      await lived(node, rescuing, cutAt(cut.number, cut.when));
      await lived(node, finish);
      await assertConsistent(node, cut.about);
    }
  });
}

test('the rescue of a node with living certificates, cut off anywhere and rolled back, ends with processes that use what is on disk', async () => {
  const night = nights['whose kubelet was stopped'];
  for (const cut of await cutsFromInstall(night)) {
    const node = night.copy();
    await lived(node, rescuing, cutAt(cut.number, cut.when));
    await undoAll(node);
    await assertConsistent(node, cut.about);
    assertAsBefore(night, node, cut.about);
  }
});

for (const about of ['whose kubelet was stopped', 'that had no power'] as const) {
  test(`the rollback of the finished rescue of a node ${about}, cut off anywhere, is finished by running it again`, async () => {
    const whole = nights[about].copy();
    await lived(whole, rescuing);
    for (const cut of await cutsOf(whole, undo)) {
      const node = whole.copy();
      await lived(node, undo, cutAt(cut.number, cut.when));
      await undoAll(node);
      await assertConsistent(node, cut.about);
      assertAsBefore(nights[about], node, cut.about);
    }
  });
}

test('a rescue that was cut off before anything was put in place is ended by its rollback, and can be begun anew', async () => {
  const night = nights['that had no power'];
  const node = night.copy();
  await lived(node, rescuing, cutAt(3, 'after'));
  await undoAll(node);
  assertAsBefore(night, node, 'rolled back');
  await lived(node, rescuing);
  await assertConsistent(node, 'begun anew');
});
