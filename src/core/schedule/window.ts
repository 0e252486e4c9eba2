import { MINUTE } from '../instant.ts';

/** When changes are allowed: on these days, from `start` on the wall clocks of `timeZone`, for `length`. */
export interface Window {
  readonly days: readonly Weekday[];
  readonly start: { readonly hour: number; readonly minute: number };
  /** Milliseconds that pass, whatever the clocks do meanwhile; up to a day, so it may reach past midnight. */
  readonly length: number;
  /** A name of the IANA time zone database. */
  readonly timeZone: string;
}

/** In the order of ISO 8601, Monday first. */
export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof weekdays)[number];

/** What must be left of an opening for a run to begin in it: a renewal takes seconds, and minutes where the kubelet delays restarts. */
export const NEEDED_REST = 5 * MINUTE;

/** The shortest opening that a configuration may have: several nodes, and a timer that is not exact, must find it open. */
export const SHORTEST_OPENING = 2 * NEEDED_REST;

/** Whether there is such a time zone. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
