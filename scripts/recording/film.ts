import headless from '@xterm/headless';
import type { IBufferCell, IBufferLine } from '@xterm/headless';
import type { Cast } from './cast.ts';

/** A recording as lines of one long sheet, each seen for some time, and the sheet moving up. */
export interface Film {
  readonly columns: number;
  readonly rows: number;
  readonly seconds: number;
  readonly lines: readonly FilmLine[];
  /** From when on which line of the sheet is the first in view. */
  readonly scrolls: readonly { readonly at: number; readonly top: number }[];
}

export interface FilmLine {
  readonly row: number;
  readonly from: number;
  /** Absent: to the end. */
  readonly to?: number;
  readonly spans: readonly Span[];
}

export interface Span {
  readonly text: string;
  readonly bold: boolean;
  readonly dim: boolean;
  /** One of the sixteen colours of a terminal; absent: the default. */
  readonly color?: number;
}

/** A real terminal's idea of what is on the screen after each tenth of a second. */
export async function filmOf({ width, height, events }: Cast): Promise<Film> {
  const terminal = new headless.Terminal({ cols: width, rows: height, scrollback: 10_000, allowProposedApi: true });
  const sheet = new Map<number, FilmLine>();
  const over: FilmLine[] = [];
  const scrolls = [{ at: 0, top: 0 }];
  for (const [at, text] of frames(events)) {
    await new Promise<void>((resolve) => terminal.write(text, resolve));
    const { active } = terminal.buffer;
    for (let row = scrolls.at(-1)?.top ?? 0; row < active.length; row += 1) {
      const spans = spansOf(active.getLine(row), width);
      const before = sheet.get(row);
      if (JSON.stringify(before?.spans ?? []) === JSON.stringify(spans)) continue;
      if (before !== undefined) over.push({ ...before, to: at });
      sheet.set(row, { row, from: at, spans });
    }
    if (active.baseY !== scrolls.at(-1)?.top) scrolls.push({ at, top: active.baseY });
  }
  const lines = [...over, ...sheet.values()].filter(({ spans }) => spans.length > 0);
  return { columns: width, rows: height, seconds: (events.at(-1)?.at ?? 0) + LAST_LOOK, lines, scrolls };
}

/** How long the end stays. */
const LAST_LOOK = 6;

const FRAME = 0.1;

function frames(events: Cast['events']): ReadonlyMap<number, string> {
  const grouped = Map.groupBy(events, ({ at }) => Math.ceil(at / FRAME));
  return new Map([...grouped].map(([frame, of]) => [frame * FRAME, of.map(({ text }) => text).join('')]));
}

function spansOf(line: IBufferLine | undefined, width: number): readonly Span[] {
  const cells = Array.from({ length: width }, (_, column) => line?.getCell(column)).filter(
    (cell) => cell !== undefined,
  );
  const spans = cells.reduce<readonly Span[]>((before, cell) => {
    const next = spanOf(cell);
    const last = before.at(-1);
    if (last === undefined || !alike(last, next)) return [...before, next];
    return [...before.slice(0, -1), { ...last, text: last.text + next.text }];
  }, []);
  const last = spans.at(-1);
  if (last === undefined || last.text.trimEnd() === last.text) return spans;
  const kept = { ...last, text: last.text.trimEnd() };
  return kept.text === '' ? spans.slice(0, -1) : [...spans.slice(0, -1), kept];
}

function spanOf(cell: IBufferCell): Span {
  const color = cell.isFgPalette() && cell.getFgColor() < 16 ? { color: cell.getFgColor() } : {};
  return { text: cell.getChars() || ' ', bold: cell.isBold() !== 0, dim: cell.isDim() !== 0, ...color };
}

const alike = (one: Span, other: Span): boolean =>
  one.bold === other.bold && one.dim === other.dim && one.color === other.color;
