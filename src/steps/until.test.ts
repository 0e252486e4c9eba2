import assert from 'node:assert/strict';
import { test } from 'node:test';
import { controlPlane } from '../../test/crash/node.ts';
import { HOUR } from '../core/instant.ts';
import { until } from './until.ts';

/** A wait of a minute in which the clock is set after ten seconds; how long it took, and until when people were told it might. */
async function waited(setBy: number) {
  const node = controlPlane();
  const { clock } = node.live().world;
  const began = clock.ticks();
  let looks = 0;
  let toldUntil = 0;
  const answer = await until<true>(clock, {
    look: async () => {
      looks += 1;
      if (looks === 3) node.setClock(setBy);
      return undefined;
    },
    withinSeconds: 60,
    everyMilliseconds: 5000,
    wonder: (until) => (toldUntil = until),
  });
  return { answer, took: clock.ticks() - began, toldUntil, endedAt: clock.now() };
}

for (const hours of [-8, 0, 8]) {
  test(`a wait in which the clock is set by ${String(hours)} h is over in its time`, async () => {
    const { answer, took } = await waited(hours * HOUR);
    assert.deepEqual([answer, took], [undefined, 60_000]);
  });
}

test('people are told when the wait is over at the latest', async () => {
  const { toldUntil, endedAt } = await waited(0);
  assert.equal(toldUntil, endedAt);
});
