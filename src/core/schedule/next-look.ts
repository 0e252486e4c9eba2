import { Temporal } from 'temporal-polyfill';
import { DAY, HOUR, type Instant, MINUTE, SECOND } from '../instant.ts';
import type { NodeName } from '../names.ts';
import type { Policy } from '../policy.ts';
import { type Opening, openings } from './openings.ts';
import { ownNumberOf, spreadOf } from './spread.ts';
import { weekdays, type Window } from './window.ts';

/** How often a schedule looks. */
export type Cadence = Pick<Policy, 'window' | 'look'>;

/**
 * When a resident agent looks next, after `from`: when the systemd timer would. Once in each opening of the window, and as often
 * as the policy looks; each node as much later as is its own, always the same.
 */
export function nextLook({ window, look }: Cadence, node: NodeName, from: Instant): Instant {
  const delay = delayOf(node, window);
  const times =
    window === undefined ? [looks(look, from)] : [openings(window, from), looks(DAY, from, window.timeZone)];
  return Math.min(...times.map((some) => firstAfter(from, some, delay)));
}

/** When a look that failed is tried again, after so many failures in a row: a minute later, two, four, up to an hour. */
export function nextTry(cadence: Cadence, node: NodeName, from: Instant, failures: number): Instant {
  const backOff = Math.min(MINUTE * 2 ** (failures - 1), HOUR);
  return Math.min(from + backOff, nextLook(cadence, node, from));
}

function delayOf(node: NodeName, window: Window | undefined): number {
  const seconds = spreadOf(window) / SECOND;
  return Math.floor((ownNumberOf(node) / 2 ** 32) * seconds) * SECOND;
}

function firstAfter(from: Instant, times: Iterable<Opening>, delay: number): Instant {
  for (const { opensAt } of times) if (opensAt + delay > from) return opensAt + delay;
  return Number.POSITIVE_INFINITY;
}

/** At three in the morning of each day, each Monday, or each first of a month. A delay is shorter than the hour they last. */
function looks(look: number, from: Instant, timeZone = 'UTC'): Iterable<Opening> {
  const days = look > DAY && look <= 7 * DAY ? (['mon'] as const) : weekdays;
  const times = openings({ days, start: { hour: 3, minute: 0 }, length: HOUR, timeZone }, from);
  return look <= 7 * DAY ? times : times.filter(({ opensAt }) => isFirstOfMonth(opensAt));
}

const isFirstOfMonth = (at: Instant): boolean =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO('UTC').day === 1;
