import { Temporal } from 'temporal-polyfill';
import type { Instant } from '../instant.ts';
import { NEEDED_REST, type Weekday, weekdays, type Window } from './window.ts';

/** One time the window is open: from `opensAt`, up to but without `closesAt`. */
export interface Opening {
  readonly opensAt: Instant;
  readonly closesAt: Instant;
}

/**
 * The openings that have not ended at `from`, in order, without end. Where clocks go forward over `start`, the window opens as
 * long after the gap's beginning as `start` lies in it; where they go back over it, at the first of the two (RFC 5545 3.3.5).
 */
export function* openings(window: Window, from: Instant): Generator<Opening, never> {
  // A window is at most a day long, and days are at most 25 hours: two days back is before any that is still open.
  let date = zoned(from, window).toPlainDate().subtract({ days: 2 });
  for (; ; date = date.add({ days: 1 })) {
    if (!isOn(date, window.days)) continue;
    const opening = openingOn(date, window);
    if (opening.closesAt > from) yield opening;
  }
}

/** The opening that holds `at`, or the next one. */
export function nextOpening(window: Window, at: Instant): Opening {
  return openings(window, at).next().value;
}

/** The same, but what is left of it at `at` is long enough to begin in. */
export function nextUsableOpening(window: Window, at: Instant): Opening {
  return nextOpening(window, at + NEEDED_REST - 1);
}

/** As the clocks of the window's time zone show it: `Sat 2026-11-28 23:30`. */
export function onClocks(at: Instant, window: Window): string {
  const shown = zoned(at, window);
  const day = weekdays[shown.dayOfWeek - 1] ?? '';
  const text = shown.toPlainDateTime().toString({ smallestUnit: 'minute' }).replace('T', ' ');
  return `${day.charAt(0).toUpperCase()}${day.slice(1)} ${text}`;
}

function openingOn(date: Temporal.PlainDate, { start, length, timeZone }: Window): Opening {
  const plainTime = Temporal.PlainTime.from(start);
  const opensAt = date.toZonedDateTime({ timeZone, plainTime }).epochMilliseconds;
  return { opensAt, closesAt: opensAt + length };
}

function isOn(date: Temporal.PlainDate, days: readonly Weekday[]): boolean {
  const day = weekdays[date.dayOfWeek - 1];
  return day !== undefined && days.includes(day);
}

function zoned(at: Instant, { timeZone }: Window): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone);
}
