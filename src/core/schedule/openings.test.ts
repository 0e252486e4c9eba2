import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { DAY, HOUR, type Instant, MINUTE } from '../instant.ts';
import { nextOpening, nextUsableOpening, type Opening, openings } from './openings.ts';
import { isTimeZone, NEEDED_REST, weekdays, type Window } from './window.ts';

const nightly: Window = {
  days: weekdays,
  start: { hour: 2, minute: 30 },
  length: 2 * HOUR,
  timeZone: 'Europe/Berlin',
};

const cases: readonly (readonly [string, Window, string, string, string])[] = [
  ['the same night', nightly, '2026-11-24T00:00Z', '2026-11-24T01:30Z', '2026-11-24T03:30Z'],
  ['while it is open', nightly, '2026-11-24T02:00Z', '2026-11-24T01:30Z', '2026-11-24T03:30Z'],
  ['at the moment it closes', nightly, '2026-11-24T03:30Z', '2026-11-25T01:30Z', '2026-11-25T03:30Z'],
  ['in summer time', nightly, '2026-07-01T00:00Z', '2026-07-01T00:30Z', '2026-07-01T02:30Z'],
  ['when clocks skip its start', nightly, '2026-03-29T00:00Z', '2026-03-29T01:30Z', '2026-03-29T03:30Z'],
  ['when clocks show its start twice', nightly, '2026-10-25T00:00Z', '2026-10-25T00:30Z', '2026-10-25T02:30Z'],
  [
    'past midnight, after midnight',
    { ...nightly, days: ['sat'], start: { hour: 23, minute: 0 }, length: 4 * HOUR },
    '2026-11-29T01:00Z',
    '2026-11-28T22:00Z',
    '2026-11-29T02:00Z',
  ],
  [
    'a day later where a place left the day out (Samoa, 30 December 2011)',
    { ...nightly, days: ['fri'], timeZone: 'Pacific/Apia' },
    '2011-12-29T12:00Z',
    '2011-12-30T12:30Z',
    '2011-12-30T14:30Z',
  ],
];

for (const [name, window, from, opensAt, closesAt] of cases) {
  test(`the next opening: ${name}`, () => {
    assert.deepEqual(readable(nextOpening(window, Date.parse(from))), { opensAt, closesAt });
  });
}

const someWindow = fc.record({
  days: fc.subarray([...weekdays], { minLength: 1 }),
  start: fc.record({ hour: fc.integer({ min: 0, max: 23 }), minute: fc.integer({ min: 0, max: 59 }) }),
  length: fc.integer({ min: 10, max: 24 * 60 }).map((minutes) => minutes * MINUTE),
});
const someInstant = fc.integer({ min: Date.parse('2020-01-01T00:00Z'), max: Date.parse('2037-01-01T00:00Z') });

const regions = Map.groupBy(Intl.supportedValuesOf('timeZone'), (timeZone) => timeZone.replace(/\/.*/, ''));

for (const [region, timeZones] of regions) {
  const count = String(timeZones.length);
  test(`an opening begins when the clocks show its start, or skip it, and lasts its length: ${region}, ${count} time zones`, () => {
    for (const timeZone of timeZones) assertOpenings(timeZone);
  });
}

function assertOpenings(timeZone: string): void {
  const clock = wallClock(timeZone);
  fc.assert(
    fc.property(someWindow, someInstant, (shape, from) => {
      const window = { ...shape, timeZone };
      let last = Number.NEGATIVE_INFINITY;
      for (const { opensAt, closesAt } of openings(window, from).take(8)) {
        assert.equal(closesAt - opensAt, window.length, timeZone);
        assert.ok(closesAt > from && opensAt > last, timeZone);
        last = opensAt;
        const shown = clock(opensAt);
        assert.ok(
          window.days.some((day) => day === shown.weekday),
          timeZone,
        );
        if (shown.minutes !== minutesOf(window)) assert.ok(isSkipped(minutesOf(window), opensAt, clock), timeZone);
        assert.equal(nextUsableOpening(window, closesAt - NEEDED_REST).closesAt, closesAt, timeZone);
        assert.ok(nextUsableOpening(window, closesAt - NEEDED_REST + 1).opensAt > opensAt, timeZone);
      }
    }),
    { numRuns: 6 },
  );
}

test('no opening is left out: a week has one for each of its days', () => {
  fc.assert(
    fc.property(someWindow, someInstant, (shape, from) => {
      const window = { ...shape, timeZone: 'UTC' };
      const found = openings(window, from)
        .take(30)
        .toArray()
        .filter(({ opensAt }) => opensAt >= from && opensAt < from + 7 * DAY);
      assert.equal(found.length, window.days.length);
    }),
  );
});

test('what is a time zone is known', () => {
  assert.deepEqual(['Asia/Taipei', 'UTC', 'Europe/Berlim', '', '../etc/passwd'].map(isTimeZone), [
    true,
    true,
    false,
    false,
    false,
  ]);
});

interface Shown {
  readonly weekday: string;
  readonly minutes: number;
}

/** What the clocks of a place show, by another implementation: that of Intl. */
function wallClock(timeZone: string): (at: Instant) => Shown {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  return (at) => {
    const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
    return {
      weekday: (parts['weekday'] ?? '').toLowerCase(),
      minutes: Number(parts['hour']) * 60 + Number(parts['minute']),
    };
  };
}

const minutesOf = ({ start }: Window): number => start.hour * 60 + start.minute;

/** Whether no clock shows this time in the six hours around. */
function isSkipped(minutes: number, around: Instant, clock: (at: Instant) => Shown): boolean {
  for (let at = around - 3 * HOUR; at < around + 3 * HOUR; at += MINUTE)
    if (clock(at).minutes === minutes) return false;
  return true;
}

function readable({ opensAt, closesAt }: Opening) {
  const text = (at: Instant): string => new Date(at).toISOString().replace(':00.000Z', 'Z');
  return { opensAt: text(opensAt), closesAt: text(closesAt) };
}
