import assert from 'node:assert/strict';
import { test } from 'node:test';
import { systemClock, timersFor } from './clock.ts';

const clock = systemClock(new AbortController().signal);

test('it says what time it is', () => {
  const before = Date.now();
  const now = clock.now();
  assert.ok(before <= now && now <= Date.now());
});

test('a pause lasts as long as it was asked to', async () => {
  const start = performance.now();
  await clock.pause(30);
  assert.ok(performance.now() - start >= 29);
});

test('a pause of nothing, or less, is over', async () => {
  await clock.pause(0);
  await clock.pause(-5);
});

test('a stop is requested once somebody aborts the signal', () => {
  const stop = new AbortController();
  const stoppable = systemClock(stop.signal);
  assert.equal(stoppable.stopRequested(), false);
  stop.abort();
  assert.equal(stoppable.stopRequested(), true);
});

test('a pause longer than a timer can count is several timers', () => {
  const longest = 2 ** 31 - 1;
  assert.deepEqual(timersFor(longest), [longest]);
  assert.deepEqual(timersFor(2 * longest + 5), [longest, longest, 5]);
});
