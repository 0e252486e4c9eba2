import type { CertificateRow } from './rows.ts';

/** One row of the heat strip: how much ends in each of the coming weeks. */
export interface Strip {
  readonly name: string;
  readonly cluster: string;
  readonly node: string;
  readonly cells: readonly WeekCell[];
}

export interface WeekCell {
  readonly from: number;
  readonly before: number;
  readonly count: number;
  /** 0: nothing ends; 1: far away; 4: now, or it has ended already. */
  readonly heat: 0 | 1 | 2 | 3 | 4;
}

const WEEK = 7 * 86_400_000;
const DAY = 86_400_000;
export const WEEKS = 56;

/** A strip for each cluster, or for each node where there is but one; the first cell has what is over as well. Leaves only. */
export function stripsOf(rows: readonly CertificateRow[], now: number): readonly Strip[] {
  const isOne = new Set(rows.map(({ cluster }) => cluster)).size <= 1;
  const leaves = rows.filter(({ certificate }) => certificate.kind !== 'authority');
  const groups = Map.groupBy(leaves, ({ cluster, node }) => (isOne ? node : cluster));
  const first = Math.floor(now / DAY) * DAY;
  return [...groups].map(([name, own]) => ({
    name,
    cluster: own[0]?.cluster ?? '',
    node: isOne ? name : '',
    cells: cellsOf(own, first, now),
  }));
}

function cellsOf(rows: readonly CertificateRow[], first: number, now: number): readonly WeekCell[] {
  const ends = rows.flatMap(({ certificate }) => certificate.expiresAt ?? []);
  const byWeek = Map.groupBy(ends, (end) => Math.max(0, Math.floor((end - first) / WEEK)));
  return Array.from({ length: WEEKS }, (_, week) => {
    const own = byWeek.get(week) ?? [];
    const from = first + week * WEEK;
    const heat = own.length === 0 ? 0 : heatOf(own.reduce((one, other) => Math.min(one, other)) - now);
    return { from: week === 0 ? 0 : from, before: from + WEEK, count: own.length, heat };
  });
}

/** By the limits that the policy has when nobody sets others: 14, 30 and 90 days. */
function heatOf(left: number): 1 | 2 | 3 | 4 {
  if (left < 14 * DAY) return 4;
  if (left < 30 * DAY) return 3;
  return left < 90 * DAY ? 2 : 1;
}
