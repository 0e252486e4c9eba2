/** How far the timeline looks ahead. */
export const zooms = ['90d', '1y', '10y'] as const;
export type Zoom = (typeof zooms)[number];

/** A stretch of time laid on a line from 0 to 1. */
export interface Scale {
  readonly from: number;
  readonly to: number;
  readonly ticks: readonly Tick[];
}

export interface Tick {
  readonly at: number;
  /** From 0 to 1. */
  readonly place: number;
  readonly unit: 'week' | 'month' | 'year';
}

const DAY = 86_400_000;
const spans: Readonly<Record<Zoom, readonly [before: number, after: number, unit: Tick['unit'], step: number]>> = {
  '90d': [15 * DAY, 90 * DAY, 'week', 2],
  '1y': [60 * DAY, 400 * DAY, 'month', 2],
  '10y': [300 * DAY, 3650 * DAY, 'year', 1],
};

/** A little of what was, and what the zoom asks for of what comes. */
export function scaleOf(zoom: Zoom, now: number): Scale {
  const [before, after, unit, step] = spans[zoom];
  const [from, to] = [now - before, now + after];
  const ticks = beginnings(unit, step, from, to).map((at) => ({ at, place: placeOn({ from, to }, at), unit }));
  return { from, to, ticks };
}

/** Where on the line an instant is, kept on it. */
export function placeOn({ from, to }: Pick<Scale, 'from' | 'to'>, at: number): number {
  return Math.min(1, Math.max(0, (at - from) / (to - from)));
}

/** Beginnings of weeks (Mondays), months or years between two instants, in UTC. */
function beginnings(unit: Tick['unit'], step: number, from: number, to: number): readonly number[] {
  const first = new Date(from);
  const [year, month, day] = [first.getUTCFullYear(), first.getUTCMonth(), first.getUTCDate()];
  const monday = day - ((first.getUTCDay() + 6) % 7);
  const nth = (index: number): number => {
    switch (unit) {
      case 'week':
        return Date.UTC(year, month, monday + 7 * step * index);
      case 'month':
        return Date.UTC(year, month + step * index, 1);
      case 'year':
        return Date.UTC(year + step * index, 0, 1);
    }
  };
  return Array.from({ length: 40 }, (_, index) => nth(index + 1)).filter((at) => at > from && at < to);
}
