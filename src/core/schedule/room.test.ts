import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { DAY, HOUR, MINUTE } from '../instant.ts';
import { defaultPolicy } from '../policy.ts';
import { nextUsableOpening } from './openings.ts';
import { crampedOnes, longestWait } from './room.ts';
import { NEEDED_REST, type Weekday, weekdays, type Window } from './window.ts';

const from = Date.parse('2026-01-01T00:00Z');
const at = (days: readonly Weekday[], length: number, timeZone = 'UTC'): Window => ({
  days,
  start: { hour: 2, minute: 0 },
  length,
  timeZone,
});

const waits: readonly (readonly [string, Window, number])[] = [
  ['once a week for two hours', at(['sun'], 2 * HOUR), 14 * DAY - 2 * HOUR + 10 * MINUTE],
  ['every day for ten minutes', at(weekdays, 10 * MINUTE), 2 * DAY],
  ['every day, all day', at(weekdays, DAY), DAY + 10 * MINUTE],
  ['the clocks go back: an hour more', at(['sun'], 2 * HOUR, 'Europe/Berlin'), 14 * DAY - HOUR + 10 * MINUTE],
];

for (const [name, window, longest] of waits) {
  test(`two tries may take this long: ${name}`, () => {
    assert.equal(longestWait(window, from), longest);
  });
}

test('within the longest wait two openings can be used, from any moment on, and in less not', () => {
  const shape = fc.record({
    days: fc.subarray([...weekdays], { minLength: 1 }),
    start: fc.record({ hour: fc.integer({ min: 0, max: 23 }), minute: fc.integer({ min: 0, max: 59 }) }),
    length: fc.integer({ min: 10, max: 24 * 60 }).map((minutes) => minutes * MINUTE),
    timeZone: fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe'),
  });
  const moment = fc.integer({ min: from, max: from + 365 * DAY });
  fc.assert(
    fc.property(shape, fc.array(moment, { minLength: 5, maxLength: 5 }), (window, moments) => {
      const longest = longestWait(window, from);
      for (const now of moments) {
        const first = nextUsableOpening(window, now);
        const second = nextUsableOpening(window, first.closesAt);
        assert.ok(Math.max(second.opensAt, now) + NEEDED_REST <= now + longest);
      }
    }),
    { numRuns: 40 },
  );
});

test('a certificate without room for two tries is named, with what it has and what it needs', () => {
  const policy = { ...defaultPolicy, window: at(['sun'], 2 * HOUR) };
  const lifetimes = [
    { name: 'apiserver', lifetime: 365 * DAY },
    { name: 'etcd-peer', lifetime: 30 * DAY },
  ];
  const needs = 14 * DAY - 2 * HOUR + 10 * MINUTE;
  assert.deepEqual(crampedOnes(lifetimes, policy, from), [{ name: 'etcd-peer', has: 10 * DAY, needs }]);
});

test('without a window two looks of the schedule have to find it due', () => {
  const lifetimes = [{ name: 'apiserver', lifetime: 180 * DAY }];
  assert.deepEqual(crampedOnes(lifetimes, defaultPolicy, from), []);
  assert.deepEqual(crampedOnes(lifetimes, { ...defaultPolicy, look: 31 * DAY }, from), [
    { name: 'apiserver', has: 60 * DAY, needs: 62 * DAY },
  ]);
});
