import type { Language } from '../words/words.ts';

/** Dates and lengths of time as people of the language write them; always UTC, as everywhere in perennial. */
export interface Dates {
  /** `27 Nov 2027`. */
  day(at: number): string;
  /** `27 Nov 2027, 21:54 UTC`. */
  minute(at: number): string;
  /** `Nov`, `2027`, `27 Nov`: under a tick of the timeline. */
  tick(at: number, unit: 'week' | 'month' | 'year'): string;
  /** `in 41 days`, `3 hours ago`. */
  relative(at: number, now: number): string;
}

const tags: Readonly<Record<Language, string>> = { en: 'en-GB', 'zh-Hant': 'zh-Hant-TW' };

export function datesIn(language: Language): Dates {
  const tag = tags[language];
  const format = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(tag, { ...options, timeZone: 'UTC' });
  const day = format({ day: 'numeric', month: 'short', year: 'numeric' });
  const minute = format({ dateStyle: 'medium', timeStyle: 'short', hourCycle: 'h23' });
  const ticks = {
    week: format({ day: 'numeric', month: 'short' }),
    month: format({ month: 'short' }),
    year: format({ year: 'numeric' }),
  };
  const relative = new Intl.RelativeTimeFormat(tag, { numeric: 'always' });
  return {
    day: (at) => day.format(at),
    minute: (at) => `${minute.format(at)} UTC`,
    tick: (at, unit) => (unit === 'month' && new Date(at).getUTCMonth() === 0 ? ticks.year : ticks[unit]).format(at),
    relative(at, now) {
      const length = Math.abs(at - now);
      const [unit, size] = units.find(([, one]) => length >= 2 * one) ?? ['second', 1000];
      return relative.format(Math.trunc((at - now) / size), unit);
    },
  };
}

const units: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
];
