import { LONGEST_TURN } from '../coordination/times.ts';
import { HOUR, type Instant } from '../instant.ts';
import type { Policy } from '../policy.ts';
import { nextUsableOpening, type Opening } from './openings.ts';
import { NEEDED_REST } from './window.ts';

/** When a schedule may renew. */
export interface Chance {
  readonly isNow: boolean;
  /** The opening after this one; the present one where it has not begun. Without a window any time will do, and it is the next look. */
  readonly next: Opening;
  /** What is begun then has ended by this time, however late this node looks, and whoever has the lease before it. */
  readonly doneBy: Instant;
}

export function nextChance({ window, look }: Pick<Policy, 'window' | 'look'>, now: Instant): Chance {
  if (window === undefined) {
    const next = { opensAt: now + look, closesAt: now + 2 * look };
    return { isNow: true, next, doneBy: doneBy(next, CLOCKS_GO_BACK) };
  }
  const opening = nextUsableOpening(window, now);
  const isNow = opening.opensAt <= now;
  const next = isNow ? nextUsableOpening(window, opening.closesAt) : opening;
  return { isNow, next, doneBy: doneBy(next, OWN_DELAY) };
}

const doneBy = ({ opensAt }: Opening, late: number): Instant => opensAt + late + LONGEST_TURN + NEEDED_REST;

/** The longest that a timer's own delay is (`spreadOf`), and the longest that cron calls after a window has opened. */
const OWN_DELAY = HOUR;

/** Timers go by the machine's time of day: between two looks there is more than `look` when clocks go back, in Troll by two hours. */
const CLOCKS_GO_BACK = 2 * HOUR;
