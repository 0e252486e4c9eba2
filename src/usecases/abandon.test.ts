import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertConsistent, bytes, changedPaths } from '../../test/crash/consistent.ts';
import { cutsOf } from '../../test/crash/cuts.ts';
import { effectsOf, lived, renewal, rollBackLast, undo, type Work, wished } from '../../test/crash/lives.ts';
import { controlPlane } from '../../test/crash/node.ts';
import { cutAt } from '../adapters/memory/effects.ts';
import type { MemoryNode } from '../adapters/memory/memory-node.ts';
import { bytesAt } from '../adapters/memory/tree.ts';
import { DAY } from '../core/instant.ts';
import { abandon } from './abandon.ts';
import { openRunIds } from './recorded-runs.ts';
import { renew } from './renew.ts';
import { rescue } from './rescue.ts';
import { resume } from './resume.ts';
import { rollback } from './rollback.ts';
import { status } from './status.ts';

const abandoning: Work = (world) => abandon(wished, world);
const base = controlPlane();

/** A renewal cut off in its third stage, whose rollback was cut off with the API server's key back and its certificate not. */
const stuck = base.copy();
await cutOff(stuck, renewal, 'stop kube-controller-manager');
await cutOff(stuck, undo, 'install /etc/kubernetes/pki/apiserver.key');
stuck.write('/etc/kubernetes/pki/apiserver.key', keyOf(stuck, 'front-proxy-client'));

function keyOf({ machine }: MemoryNode, name: string): Buffer {
  return bytesAt(machine, `/etc/kubernetes/pki/${name}.key`) ?? assert.fail(name);
}

async function cutOff(node: MemoryNode, work: Work, at: string): Promise<void> {
  const effects = await effectsOf(node.copy(), work);
  await lived(node, work, cutAt(1 + effects.findIndex((label) => label.startsWith(at)), 'within'));
}

test('what can be neither finished nor undone is ended where it stands, and everything can be renewed', async () => {
  const node = stuck.copy();
  for (const work of [(world) => resume(wished, world), (world) => rollback(wished, world)] satisfies Work[])
    await assert.rejects(lived(node, work), { code: 'no-way-back' });
  await assert.rejects(lived(node, renewal), { code: 'run-open' });
  const before = bytes(node);
  const ended = await lived(node, abandoning);
  assert.ok(ended?.kind === 'ran' && ended.remaining.some(({ code }) => code === 'key-mismatch'));
  assert.deepEqual(changedPaths(before, bytes(node)), []);
  const { runs } = await status(node.live().world);
  assert.deepEqual(
    runs.map(({ state, report }) => [state, report.kind]),
    [
      ['abandoned', 'missing'],
      ['abandoned', 'missing'],
      ['complete', 'read'],
    ],
  );
  await lived(node, renewal);
  await assertConsistent(node, 'renewed');
});

test('who is asked sees how every file that the run touched stands', async () => {
  const node = stuck.copy();
  const asked = await lived(node, (world) => abandon({ ...wished, consent: async () => false }, world));
  assert.ok(asked?.kind === 'planned');
  assert.deepEqual(asked.plan.leftAlone, [
    { name: '/etc/kubernetes/pki/apiserver.key', why: 'changed by someone else since' },
    { name: '/etc/kubernetes/pki/apiserver.crt', why: 'as the run put it there' },
    { name: '/etc/kubernetes/controller-manager.conf', why: 'as it was before the run' },
  ]);
  assert.equal((await openRunIds(node.live().world.runs)).length, 2);
});

test('cut off anywhere and run again, it ends what was unfinished, and changes no file', async () => {
  const before = bytes(stuck);
  for (const { number, when, about } of await cutsOf(stuck, abandoning)) {
    const node = stuck.copy();
    await lived(node, abandoning, cutAt(number, when));
    await lived(node, abandoning);
    assert.deepEqual(await openRunIds(node.live().world.runs), [], about);
    assert.deepEqual(changedPaths(before, bytes(node)), [], about);
    assert.equal((await lived(node, abandoning))?.kind, 'nothing-to-do', about);
  }
});

test('a rollback that is abandoned leaves the run it undid to be undone by another', async () => {
  const node = base.copy();
  await lived(node, renewal);
  await cutOff(node, rollBackLast, 'install /etc/kubernetes/pki/apiserver.key');
  await lived(node, abandoning);
  const undone = await lived(node, rollBackLast);
  assert.ok(undone?.kind === 'ran' && undone.report.outcome.kind === 'complete');
  assert.deepEqual(changedPaths(bytes(base), bytes(node)), []);
});

test('a run that is abandoned is over: it is neither resumed nor undone, and what is undone is the run before', async () => {
  const node = base.copy();
  const first = await renew({ ...wished, which: { kind: 'named', names: ['front-proxy-client'] } }, node.live().world);
  await cutOff(node, renewal, 'stop kube-controller-manager');
  const [run] = await openRunIds(node.live().world.runs);
  assert.ok(run !== undefined);
  await lived(node, abandoning);
  await assert.rejects(
    lived(node, (world) => resume({ ...wished, run }, world)),
    { code: 'run-unknown' },
  );
  await assert.rejects(
    lived(node, (world) => rollback({ ...wished, run }, world)),
    { code: 'run-unknown' },
  );
  const undone = await lived(node, rollBackLast);
  assert.ok(first.kind === 'ran' && undone?.kind === 'ran');
  assert.deepEqual(undone.plan.intent, { kind: 'rollback', of: first.report.run });
});

test('an unfinished run keeps nobody from a rescue for longer than one command', async () => {
  const node = stuck.copy();
  node.pass(40 * DAY);
  await assert.rejects(rescue(wished, node.live().world), { code: 'run-open' });
  await lived(node, abandoning);
  assert.equal((await rescue(wished, node.live().world)).kind, 'alive');
});
