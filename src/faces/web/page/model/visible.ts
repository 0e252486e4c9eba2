/** Which of many rows of one height are to be drawn: those in sight and some around them. */
export interface Visible {
  readonly first: number;
  readonly after: number;
}

const AROUND = 12;

export function visibleRows(scrolled: number, height: number, rowHeight: number, count: number): Visible {
  const first = Math.max(0, Math.floor(scrolled / rowHeight) - AROUND);
  return { first, after: Math.min(count, Math.ceil((scrolled + height) / rowHeight) + AROUND) };
}
