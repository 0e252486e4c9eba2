import { inColumns } from '../report/columns.ts';
import type { Style } from '../report/style.ts';
import { printable } from './printable.ts';

/** Rows in columns as lines, the first a heading in English, which is translated; the columns are those of `check`. */
export function table(rows: readonly (readonly string[])[], paint: Style): readonly string[] {
  const [headings = [], ...lines] = rows;
  const safe = [headings.map(paint.words), ...lines].map((row) => row.map(printable));
  const text = inColumns(safe, { paint: (cell, line) => (line === 0 ? paint.strong(cell) : cell) });
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => line.trimEnd());
}
