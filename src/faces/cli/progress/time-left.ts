import { durationText } from '../../../core/check/words.ts';
import type { Instant } from '../../../core/instant.ts';
import type { Style } from '../../report/style.ts';

/** `why (at most 42 seconds more)`; the text alone where no end is known, or it is past. */
export function withTimeLeft(text: string, until: Instant | undefined, now: Instant, { words }: Style): string {
  if (until === undefined || until <= now) return text;
  return words(`${text} (at most ${inTime(until, now)} more)`);
}

/** Rounded up: it never says that nothing is left while it waits. */
export const inTime = (until: Instant, now: Instant): string =>
  durationText(Math.ceil(Math.max(0, until - now) / 1000) * 1000);
