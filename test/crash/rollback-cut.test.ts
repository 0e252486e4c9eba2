import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cutAt } from '../../src/adapters/memory/effects.ts';
import { openRunIds } from '../../src/usecases/recorded-runs.ts';
import { resume } from '../../src/usecases/resume.ts';
import { runsProgress } from '../../src/usecases/run-progress.ts';
import { assertConsistent, bytes, changedPaths } from './consistent.ts';
import { cutsOf } from './cuts.ts';
import { effectsOf, lived, renewal, rollBackLast, undo, wished } from './lives.ts';
import { controlPlane } from './node.ts';

const base = controlPlane();
const original = bytes(base);
const effects = await effectsOf(base.copy(), renewal);

for (const at of ['install /etc/kubernetes/pki/apiserver.key', 'stop kube-controller-manager']) {
  test(`a rollback of a renewal cut off at ${at}, itself cut off anywhere, is finished by running it again`, async () => {
    const half = base.copy();
    await lived(half, renewal, cutAt(1 + effects.findIndex((label) => label.startsWith(at)), 'after'));
    for (const { number, when, about } of await cutsOf(half, undo)) {
      const node = half.copy();
      await lived(node, undo, cutAt(number, when));
      await lived(node, undo);
      await assertConsistent(node, about);
      assert.deepEqual(changedPaths(original, bytes(node)), [], about);
    }
  });
}

test('a run whose rollback was begun is not resumed: the rollback is finished first', async () => {
  const half = base.copy();
  const at = 'install /etc/kubernetes/admin.conf';
  await lived(half, renewal, cutAt(1 + effects.findIndex((label) => label.startsWith(at)), 'after'));
  for (const { number, when, about } of await cutsOf(half, undo)) {
    const node = half.copy();
    await lived(node, undo, cutAt(number, when));
    const [run, undoing] = await openRunIds(node.live().world.runs);
    if (run === undefined || undoing === undefined) continue;
    const resumed = lived(node, (world) => resume({ ...wished, run }, world));
    await assert.rejects(resumed, { code: 'run-open', next: `perennial resume ${undoing}` }, about);
    await assert.rejects(lived(node, renewal), { message: `the run ${undoing} is unfinished` }, about);
    const progress = await runsProgress(node.live().world);
    assert.deepEqual(
      progress.map(({ commands }) => commands.resume),
      [undefined, `perennial resume ${undoing}`],
      about,
    );
    await lived(node, (world) => resume(wished, world));
    await assertConsistent(node, about);
    assert.deepEqual(changedPaths(original, bytes(node)), [], about);
  }
});

test('the rollback of a finished renewal, cut off anywhere, is finished by running it again', async () => {
  const whole = base.copy();
  await lived(whole, renewal);
  for (const { number, when, about } of await cutsOf(whole, rollBackLast)) {
    const node = whole.copy();
    await lived(node, rollBackLast, cutAt(number, when));
    await lived(node, rollBackLast);
    await assertConsistent(node, about);
    assert.deepEqual(changedPaths(original, bytes(node)), [], about);
  }
});
