import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cutAt } from '../../src/adapters/memory/effects.ts';
import { assertConsistent, serials } from './consistent.ts';
import { cutsOf } from './cuts.ts';
import { finish, isWished, lived, renewal } from './lives.ts';
import { controlPlane } from './node.ts';

const base = controlPlane();
const before = serials(await assertConsistent(base.copy(), 'before'));
const cuts = await cutsOf(base, renewal);

test('a renewal replaces the certificates asked for, and everybody uses the new ones', async () => {
  const node = base.copy();
  await lived(node, renewal);
  assertAllNew(serials(await assertConsistent(node, 'undisturbed')), 'undisturbed');
});

test('cut off anywhere and run again, a renewal ends with every pair new and in use', async () => {
  assert.ok(cuts.length > 70, `only ${cuts.length} places to cut`);
  for (const { number, when, about } of cuts) {
    const node = base.copy();
    await lived(node, renewal, cutAt(number, when));
    await lived(node, finish);
    assertAllNew(serials(await assertConsistent(node, about)), about);
  }
});

function assertAllNew(after: Readonly<Record<string, string>>, about: string): void {
  const old = Object.entries(before).filter(([name, serial]) => isWished(name) && after[name] === serial);
  assert.deepEqual(old, [], about);
}
