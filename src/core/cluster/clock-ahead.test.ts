import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MINUTE, SECOND } from '../instant.ts';
import { clockAhead } from './clock-ahead.ts';

const now = 1_000_000_000;
const cases: readonly (readonly [string, number | undefined, boolean, number])[] = [
  ['a kubelet that never wrote', undefined, true, 0],
  ['one that wrote ten seconds ago', now - 10 * SECOND, true, 0],
  ['one that wrote as long ago as its lease lasts', now - 40 * SECOND, true, 0],
  ['one that is Ready, and writes of ten minutes ago', now - 10 * MINUTE, true, -10 * MINUTE + 40 * SECOND],
  ['one that is not Ready, and wrote ten minutes ago', now - 10 * MINUTE, false, 0],
  ['one that writes of the future', now + 10 * MINUTE, true, 10 * MINUTE],
  ['one that wrote of the future before it was lost', now + 10 * MINUTE, false, 10 * MINUTE],
];

for (const [about, sign, isReady, ahead] of cases) {
  test(`${about}: ${ahead / SECOND} s ahead`, () => {
    assert.equal(clockAhead(sign, now, isReady), ahead);
  });
}
