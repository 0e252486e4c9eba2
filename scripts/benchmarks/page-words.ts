import { count } from './result.ts';

/** The page in figures: what a browser loads, sees and filters, and what the server costs. */
export function pageWords(one: unknown): readonly string[] {
  return [
    `${count(one, 'weight', 'bytes')} bytes, ${count(one, 'weight', 'compressed')} compressed`,
    ...(['warm', 'cold'] as const).map(
      (browser) =>
        `first paint ${where[browser]}: ${paint(one, browser, 'page')}; one line of text by the same server: ${paint(one, browser, 'control')}`,
    ),
    `a key in the filter at 10,000: drawn after ${count(one, 'filterAtTenThousand', 'medianMilliseconds')} ms (the longest ${count(one, 'filterAtTenThousand', 'longestMilliseconds')} ms), two frames of the screen included; ${count(one, 'filterAtTenThousand', 'rowsDrawn')} rows in the document`,
    `\`serve\`: ${count(one, 'memory', 'firstMegabytes')} MB resident at first, ${count(one, 'memory', 'lastMegabytes')} MB after ${count(one, 'memory', 'requests')} requests and as many changes of a report as a day has minutes`,
  ];
}

const where = {
  warm: 'in a tab that was there before, nothing kept in its cache',
  cold: 'in a tab, a renderer and a profile that nobody used before',
};

const paint = (one: unknown, browser: string, what: string): string =>
  `${count(one, 'firstPaintMilliseconds', browser, what, 'median')} ms (median of ${count(one, 'firstPaintMilliseconds', 'of')}; the longest ${count(one, 'firstPaintMilliseconds', browser, what, 'longest')} ms)`;
