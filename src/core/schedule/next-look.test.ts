import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { DAY, HOUR, type Instant, MINUTE, SECOND } from '../instant.ts';
import { nextLook, nextTry } from './next-look.ts';
import { openings } from './openings.ts';
import { spreadOf } from './spread.ts';
import { SHORTEST_OPENING, weekdays, type Window } from './window.ts';

/** Its delay is 48 minutes and 7 seconds of an hour. */
const node = 'cp-1';

const weekend: Window = {
  days: ['sat'],
  start: { hour: 2, minute: 30 },
  length: 4 * HOUR,
  timeZone: 'Europe/Berlin',
};

const cases: readonly (readonly [string, Parameters<typeof nextLook>[0], string, string])[] = [
  ['daily', { look: DAY }, '2026-11-24T00:00:00Z', '2026-11-24T03:48:07Z'],
  ['daily, the day after', { look: DAY }, '2026-11-24T03:48:07Z', '2026-11-25T03:48:07Z'],
  ['daily, in the hour itself', { look: DAY }, '2026-11-24T03:48:06Z', '2026-11-24T03:48:07Z'],
  ['weekly', { look: 7 * DAY }, '2026-11-24T00:00:00Z', '2026-11-30T03:48:07Z'],
  ['monthly', { look: 31 * DAY }, '2026-11-24T00:00:00Z', '2026-12-01T03:48:07Z'],
  ['in the window', { look: DAY, window: weekend }, '2026-11-28T00:00:00Z', '2026-11-28T02:18:07Z'],
  ['daily beside the window', { look: DAY, window: weekend }, '2026-11-28T02:18:07Z', '2026-11-28T02:48:07Z'],
  [
    'daily beside the window, as systemd',
    { look: 31 * DAY, window: weekend },
    '2026-11-28T12:00Z',
    '2026-11-29T02:48:07Z',
  ],
];

for (const [name, cadence, from, next] of cases) {
  test(`the next look: ${name}`, () => {
    assert.equal(readable(nextLook(cadence, node, Date.parse(from))), next);
  });
}

const someWindow = fc.record({
  days: fc.subarray([...weekdays], { minLength: 1 }),
  start: fc.record({ hour: fc.integer({ min: 0, max: 23 }), minute: fc.integer({ min: 0, max: 59 }) }),
  length: fc.integer({ min: SHORTEST_OPENING / MINUTE, max: 24 * 60 }).map((minutes) => minutes * MINUTE),
  timeZone: fc.constantFrom(...Intl.supportedValuesOf('timeZone')),
});
const someInstant = fc.integer({ min: Date.parse('2020-01-01T00:00Z'), max: Date.parse('2037-01-01T00:00Z') });
const someNode = fc.stringMatching(/^[a-z][a-z0-9-]{0,20}$/);
const someLook = fc.constantFrom(DAY, 7 * DAY, 31 * DAY);

test('each opening of the window is looked in once, while half of it is left, and no day goes by without a look', () => {
  fc.assert(
    fc.property(someWindow, someInstant, someNode, someLook, (window, from, name, look) => {
      const times = looksFrom({ window, look }, name, from, 24);
      const last = times.at(-1) ?? from;
      for (const { opensAt, closesAt } of openings(window, from)) {
        if (closesAt > last) break;
        const spread = spreadOf(window);
        const within = times.filter((time) => time >= opensAt && time <= opensAt + spread);
        if (opensAt > from) assert.ok(within.length > 0, `${readable(opensAt)} ${window.timeZone}`);
      }
      for (const [index, time] of times.entries())
        assert.ok(time - (times[index - 1] ?? from) <= 26 * HOUR, readable(time));
    }),
    { numRuns: 150 },
  );
});

test('a look is always later than the last, and the same from any moment before it', () => {
  fc.assert(
    fc.property(
      fc.option(someWindow, { nil: undefined }),
      someInstant,
      someNode,
      someLook,
      (window, from, name, look) => {
        const cadence = { look, ...(window !== undefined && { window }) };
        const next = nextLook(cadence, name, from);
        assert.ok(next > from && Number.isFinite(next));
        assert.equal(nextLook(cadence, name, Math.floor((from + next - 1) / 2)), next);
        assert.equal(nextLook(cadence, name, next - 1), next);
      },
    ),
  );
});

test('without a window there are as many looks as the policy says', () => {
  fc.assert(
    fc.property(someInstant, someNode, (from, name) => {
      assert.equal(looksFrom({ look: DAY }, name, from, 366).filter((at) => at <= from + 365 * DAY).length, 365);
      assert.equal(looksFrom({ look: 7 * DAY }, name, from, 60).filter((at) => at <= from + 364 * DAY).length, 52);
      const monthly = looksFrom({ look: 31 * DAY }, name, from, 12);
      assert.equal(new Set(monthly.map((at) => new Date(at).getUTCMonth())).size, 12);
    }),
    { numRuns: 5 },
  );
});

test('nodes look at times of their own', () => {
  const names = Array.from({ length: 20 }, (_, index) => `cp-${String(index)}`);
  const times = names.map((name) => nextLook({ look: DAY }, name, Date.parse('2026-11-24T00:00Z')));
  assert.ok(new Set(times).size > 18);
  assert.ok(times.every((time) => time % SECOND === 0));
});

test('a failed look is tried again ever later, and never later than the next look', () => {
  const from = Date.parse('2026-11-24T12:00Z');
  const waits = [1, 2, 3, 6, 7, 50, 5000].map((failures) => nextTry({ look: DAY }, node, from, failures) - from);
  assert.deepEqual(
    waits,
    [1, 2, 4, 32, 60, 60, 60].map((minutes) => minutes * MINUTE),
  );
  const close = Date.parse('2026-11-24T03:47:39Z');
  assert.equal(nextTry({ look: DAY }, node, close, 5), close + 28 * SECOND);
});

function looksFrom(cadence: Parameters<typeof nextLook>[0], name: string, from: Instant, count: number): Instant[] {
  const times: Instant[] = [];
  for (let at = from; times.length < count; ) {
    at = nextLook(cadence, name, at);
    times.push(at);
  }
  return times;
}

const readable = (at: Instant): string => new Date(at).toISOString().replace('.000Z', 'Z');
