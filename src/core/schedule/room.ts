import { limitOf, thresholdsFor } from '../check/thresholds.ts';
import { DAY, type Instant } from '../instant.ts';
import type { Policy } from '../policy.ts';
import { type Opening, openings } from './openings.ts';
import { NEEDED_REST, type Window } from './window.ts';

/** How often the window opens between the day a renewal is due and the end: a try that fails must not be the last. */
const TRIES = 2;

/** Two years: every way in which weekdays, window and changes of the clocks can meet. */
const LOOKED_AT = 731 * DAY;

/** A certificate and how long it, or its successor, lives. */
export interface Lifetime {
  readonly name: string;
  readonly lifetime: number;
}

/** A certificate that could run out although nothing failed but one try. */
export interface Cramped {
  readonly name: string;
  /** From the day its renewal is due to its end, in milliseconds. */
  readonly has: number;
  /** What it would need so that two openings lie in between, wherever they begin. */
  readonly needs: number;
}

/** The certificates whose time to be renewed has no room for two tries, in the window or, without one, at the schedule's looks. */
export function crampedOnes(lifetimes: readonly Lifetime[], policy: Policy, from: Instant): readonly Cramped[] {
  const needs = policy.window === undefined ? TRIES * policy.look : longestWait(policy.window, from);
  return lifetimes
    .map(({ name, lifetime }) => ({
      name,
      has: Math.floor(limitOf(thresholdsFor(name, policy).renewal, lifetime)),
      needs,
    }))
    .filter(({ has }) => has < needs);
}

/**
 * The longest that passes, from any moment on, until the window has been open twice for long enough. The worst moment is the
 * one at which an opening has just become too short to begin in.
 */
export function longestWait(window: Window, from: Instant): number {
  let longest = 0;
  const last: Opening[] = [];
  for (const opening of openings(window, from)) {
    const missed = last.length === TRIES ? last.shift() : undefined;
    if (missed !== undefined) longest = Math.max(longest, wait(missed, opening));
    last.push(opening);
    if (opening.opensAt > from + LOOKED_AT) return longest;
  }
  return longest;
}

const wait = (missed: Opening, taken: Opening): number => taken.opensAt + NEEDED_REST - (missed.closesAt - NEEDED_REST);
