import type { CertificateRow } from './rows.ts';
import type { Urgency } from './urgency.ts';

/** What of the table is shown; empty fields leave everything. */
export interface Filter {
  /** Words that all have to occur. */
  readonly words: string;
  readonly urgency: Urgency | '';
  readonly cluster: string;
  readonly node: string;
  /** Milliseconds since 1970: only what ends within them. */
  readonly endsFrom: number | undefined;
  readonly endsBefore: number | undefined;
}

export const noFilter: Filter = {
  words: '',
  urgency: '',
  cluster: '',
  node: '',
  endsFrom: undefined,
  endsBefore: undefined,
};

export function filtered(rows: readonly CertificateRow[], filter: Filter): readonly CertificateRow[] {
  const words = filter.words.toLowerCase().split(/\s+/).filter(Boolean);
  const { urgency, cluster, node, endsFrom = -Infinity, endsBefore = Infinity } = filter;
  const isUnbounded = endsFrom === -Infinity && endsBefore === Infinity;
  return rows.filter(
    (row) =>
      (urgency === '' || row.urgency === urgency) &&
      (cluster === '' || row.cluster === cluster) &&
      (node === '' || row.node === node) &&
      (isUnbounded || isWithin(row.certificate.expiresAt, endsFrom, endsBefore)) &&
      words.every((word) => row.text.includes(word)),
  );
}

const isWithin = (end: number | undefined, from: number, before: number): boolean =>
  end !== undefined && end >= from && end < before;
