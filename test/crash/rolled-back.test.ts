import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cutAt } from '../../src/adapters/memory/effects.ts';
import { assertConsistent, bytes, changedPaths } from './consistent.ts';
import { cutsOf } from './cuts.ts';
import { lived, renewal, rollBackLast, undo } from './lives.ts';
import { controlPlane } from './node.ts';

const base = controlPlane();
const original = bytes(base);

test('cut off anywhere and rolled back, a renewal leaves every byte as it was', async () => {
  for (const { number, when, about } of await cutsOf(base, renewal)) {
    const node = base.copy();
    await lived(node, renewal, cutAt(number, when));
    const open = (await lived(node, undo))?.kind === 'ran';
    await assertConsistent(node, about);
    if (open) assert.deepEqual(changedPaths(original, bytes(node)), [], about);
  }
});

test('a finished renewal can be rolled back whole', async () => {
  const node = base.copy();
  await lived(node, renewal);
  await lived(node, rollBackLast);
  await assertConsistent(node, 'rolled back after the end');
  assert.deepEqual(changedPaths(original, bytes(node)), []);
});
