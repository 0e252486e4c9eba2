import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { LONGEST_TURN } from '../coordination/times.ts';
import { DAY, HOUR, type Instant, MINUTE } from '../instant.ts';
import { type Decision, decisionOf } from './decision.ts';
import { type Cadence, nextLook } from './next-look.ts';
import { openings } from './openings.ts';
import { ownNumberOf } from './spread.ts';
import { NEEDED_REST, SHORTEST_OPENING, weekdays, type Window } from './window.ts';

/** In Troll clocks go back by two hours. */
const timeZone = fc.oneof(fc.constantFrom(...Intl.supportedValuesOf('timeZone')), fc.constant('Antarctica/Troll'));
const someWindow = fc.record({
  days: fc.subarray([...weekdays], { minLength: 1 }),
  start: fc.record({ hour: fc.integer({ min: 0, max: 23 }), minute: fc.integer({ min: 0, max: 59 }) }),
  length: fc.integer({ min: SHORTEST_OPENING / MINUTE, max: 24 * 60 }).map((minutes) => minutes * MINUTE),
  timeZone,
});
const someInstant = fc.integer({ min: Date.parse('2020-01-01T00:00Z'), max: Date.parse('2037-01-01T00:00Z') });
const someNode = fc.stringMatching(/^[a-z][a-z0-9-]{0,20}$/);
const someLook = fc.constantFrom(DAY, 7 * DAY, 31 * DAY);
/** How long after its next look a certificate ends, or before. */
const someLeft = fc.integer({ min: -2 * HOUR, max: LONGEST_TURN + NEEDED_REST - 1 });

test('what ends before the next look in a window, and its turn, is renewed at once or warned of', () => {
  fc.assert(
    fc.property(someWindow, someInstant, someNode, someLeft, fc.boolean(), (window, now, node, left, emergency) => {
      for (const next of [
        nextIn(window, now, (at) => nextLook({ look: DAY, window }, node, at)),
        cronIn(window, now, node),
      ])
        assertCared(next + left, { look: DAY, window }, emergency, now);
    }),
    { numRuns: 400 },
  );
});

test('what ends before the next look without a window is renewed at once, also when clocks go back', () => {
  fc.assert(
    fc.property(timeZone, someInstant, someNode, someLook, someLeft, (zone, from, node, look, left) => {
      const now = localLook(zone, look, node, from);
      assertCared(localLook(zone, look, node, now) + left, { look }, true, now);
    }),
    { numRuns: 400 },
  );
});

function assertCared(end: Instant, cadence: Cadence, emergency: boolean, now: Instant): void {
  const decision = decisionOf([{ name: 'apiserver', end }], [], { ...cadence, emergency }, now);
  assert.ok(isCaredFor(decision, emergency), `${JSON.stringify(cadence)} ${new Date(now).toISOString()}`);
}

const isCaredFor = (decision: Decision, emergency: boolean): boolean =>
  decision.kind === 'renew'
    ? decision.lastChance || !emergency
    : decision.kind === 'wait' && decision.endsBefore.length > 0;

/** The first look of a node while the window can be used, later than the present opening. */
function nextIn(window: Window, now: Instant, lookAfter: (at: Instant) => Instant): Instant {
  const [first, second] = openings(window, now + NEEDED_REST - 1).take(2);
  const opening = first !== undefined && first.opensAt <= now ? second : first;
  assert.ok(opening !== undefined);
  return lookAfter(opening.opensAt - 1);
}

/** As the file for cron.d has it (cron-file.ts): at a minute of its own, of each hour or, for short windows, of each five minutes. */
function cronIn(window: Window, now: Instant, node: string): Instant {
  const every = window.length < 2 * HOUR ? 5 * MINUTE : HOUR;
  const own = ((ownNumberOf(node) % 60) * MINUTE) % every;
  return nextIn(window, now, (at) => Math.floor((at - own) / every + 1) * every + own);
}

/** As a timer of a machine whose clocks show that zone: at three, later by as much as is the node's own. */
function localLook(zone: string, look: number, node: string, from: Instant): Instant {
  const days = look === 7 * DAY ? (['mon'] as const) : weekdays;
  const delay = ownNumberOf(node) % HOUR;
  const at = (time: Instant): boolean => look < 31 * DAY || dayIn(zone, time) === '1';
  for (const { opensAt } of openings({ days, start: { hour: 3, minute: 0 }, length: DAY, timeZone: zone }, from))
    if (opensAt + delay > from && at(opensAt)) return opensAt + delay;
  throw new Error('there is always another day');
}

const dayIn = (zone: string, at: Instant): string =>
  new Intl.DateTimeFormat('en', { timeZone: zone, day: 'numeric' }).format(at);
