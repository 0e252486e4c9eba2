import type { CertificateOverview, Overview } from '../../../core/overview/overview.ts';
import type { Instant } from '../../../core/instant.ts';

/** One certificate with where it is: a row of the flat list. */
export type ListedCertificate = { readonly cluster?: string; readonly node: string } & CertificateOverview;

export interface CertificateFilter {
  readonly cluster?: string | undefined;
  readonly node?: string | undefined;
  readonly name?: string | undefined;
  readonly status?: string | undefined;
  /** Those that end before. */
  readonly before?: Instant | undefined;
}

/** All certificates of all nodes that fit, the first to end first. */
export function listedCertificates(overview: Overview, filter: CertificateFilter): readonly ListedCertificate[] {
  const all = overview.nodes.flatMap(({ cluster, node, seen }) => {
    const where = { ...(cluster !== undefined && { cluster }), node };
    return seen.kind === 'seen' ? seen.certificates.map((certificate) => ({ ...where, ...certificate })) : [];
  });
  return all.filter((one) => fits(one, filter)).toSorted((one, other) => endOf(one) - endOf(other));
}

function fits(one: ListedCertificate, { before, ...wanted }: CertificateFilter): boolean {
  if (before !== undefined && endOf(one) >= before) return false;
  return (['cluster', 'node', 'name', 'status'] as const).every(
    (field) => wanted[field] === undefined || one[field] === wanted[field],
  );
}

const endOf = ({ expiresAt }: CertificateOverview): number => expiresAt ?? Number.MAX_SAFE_INTEGER;

/** A moment as people and programs write it: epoch milliseconds, or RFC 3339; undefined where it is neither. */
export function momentIn(text: string): Instant | undefined {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  const moment = /^\d{4}-\d{2}-\d{2}/.test(text) && text.length <= 40 ? Date.parse(text) : Number.NaN;
  return Number.isNaN(moment) ? undefined : moment;
}
