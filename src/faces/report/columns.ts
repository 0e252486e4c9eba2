import { displayWidth } from './display-width.ts';

export interface ColumnOptions {
  readonly minimum?: number;
  /** Colours the text of a cell; the widths are those of the plain text. */
  readonly paint?: (text: string, line: number, column: number) => string;
}

/**
 * Lines of cells set in columns as Go's text/tabwriter does it with kubeadm's settings (minwidth 10, padding 3): every cell but
 * the last of a line is padded, so an empty cell leaves trailing spaces. One block of lines; each ends with a newline.
 */
export function inColumns(lines: readonly (readonly string[])[], { minimum = 10, paint }: ColumnOptions = {}): string {
  const widths = widthsOf(lines, minimum);
  return lines
    .map((cells, line) => {
      const set = cells.map((cell, column) => {
        const room = column === cells.length - 1 ? 0 : (widths[column] ?? 0) - displayWidth(cell);
        return (paint?.(cell, line, column) ?? cell) + ' '.repeat(room);
      });
      return `${set.join('')}\n`;
    })
    .join('');
}

const PADDING = 3;

function widthsOf(lines: readonly (readonly string[])[], minimum: number): readonly number[] {
  const columns = lines.reduce((most, cells) => Math.max(most, cells.length - 1), 0);
  return Array.from({ length: columns }, (_, column) =>
    lines.reduce((width, cells) => {
      const isLast = column >= cells.length - 1;
      return isLast ? width : Math.max(width, displayWidth(cells[column] ?? '') + PADDING);
    }, minimum),
  );
}
