import { count } from './result.ts';

/** The page in figures: what a browser loads, sees and filters, and what the server costs. */
export function pageWords(one: unknown): readonly string[] {
  return [
    `${count(one, 'weight', 'bytes')} bytes, ${count(one, 'weight', 'compressed')} compressed`,
    `first paint after ${count(one, 'firstPaintMilliseconds', 'median')} ms (median of ${count(one, 'firstPaintMilliseconds', 'of')}; the longest ${count(one, 'firstPaintMilliseconds', 'longest')} ms)`,
    `a key in the filter at 10,000: drawn after ${count(one, 'filterAtTenThousand', 'medianMilliseconds')} ms (the longest ${count(one, 'filterAtTenThousand', 'longestMilliseconds')} ms), two frames of the screen included; ${count(one, 'filterAtTenThousand', 'rowsDrawn')} rows in the document`,
    `\`serve\`: ${count(one, 'memory', 'firstMegabytes')} MB resident at first, ${count(one, 'memory', 'lastMegabytes')} MB after ${count(one, 'memory', 'requests')} requests and as many changes of a report as a day has minutes`,
  ];
}
