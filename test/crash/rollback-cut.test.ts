import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cutAt } from '../../src/adapters/memory/effects.ts';
import { assertConsistent, bytes, changedPaths } from './consistent.ts';
import { cutsOf } from './cuts.ts';
import { effectsOf, lived, renewal, rollBackLast, undo } from './lives.ts';
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
