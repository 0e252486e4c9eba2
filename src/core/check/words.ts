import { DAY, HOUR, type Instant, MINUTE, SECOND } from '../instant.ts';

/** `2027-11-23 21:54 UTC`. */
export function dateText(instant: Instant): string {
  return `${new Date(instant).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/** `29 days`, `5 hours`, `3 minutes`: two of a unit before it is used, rounded down, without sign. */
export function durationText(milliseconds: number): string {
  const length = Math.abs(milliseconds);
  const [name, size] = units.find(([, unit]) => length >= 2 * unit) ?? ['second', SECOND];
  return counted(Math.floor(length / size), name);
}

const units: readonly (readonly [string, number])[] = [
  ['day', DAY],
  ['hour', HOUR],
  ['minute', MINUTE],
];

/** The same text, whenever it is said: what `durationText` writes is left out, dates are not. */
export const withoutDurations = (text: string): string => text.replace(durations, '');

const durations = /\b\d+ (?:day|hour|minute|second)s?\b/g;

/** `1 finding`, `2 findings`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} and ${last}`;
}
