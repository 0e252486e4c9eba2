import type { SortKey } from './address.ts';
import { type CertificateRow, endOf } from './rows.ts';
import { urgencies } from './urgency.ts';

/** Rows by a column; those that are equal in it by their end. */
export function sorted(
  rows: readonly CertificateRow[],
  key: SortKey,
  isDescending: boolean,
): readonly CertificateRow[] {
  const direction = isDescending ? -1 : 1;
  const compare = comparisons[key];
  return rows.toSorted((one, other) => direction * compare(one, other) || endOf(one) - endOf(other));
}

type Comparison = (one: CertificateRow, other: CertificateRow) => number;

const byText = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

const comparisons: Readonly<Record<SortKey, Comparison>> = {
  name: (one, other) => byText(one.certificate.name, other.certificate.name),
  node: (one, other) => byText(one.cluster, other.cluster) || byText(one.node, other.node),
  end: (one, other) => endOf(one) - endOf(other),
  due: (one, other) =>
    (one.certificate.renewalDueAt ?? Number.MAX_SAFE_INTEGER) -
    (other.certificate.renewalDueAt ?? Number.MAX_SAFE_INTEGER),
  status: (one, other) => urgencies.indexOf(one.urgency) - urgencies.indexOf(other.urgency),
};
