import type { CertificateOverview, Overview } from '../../../core/overview/overview.ts';
import type { Instant } from '../../../core/instant.ts';
import { searchedText } from '../page/model/rows.ts';
import { urgencyOf } from '../page/model/urgency.ts';

/** One certificate with where it is: a row of the flat list. */
export type ListedCertificate = { readonly cluster?: string; readonly node: string } & CertificateOverview;

export interface CertificateFilter {
  readonly cluster?: string | undefined;
  readonly node?: string | undefined;
  readonly name?: string | undefined;
  readonly status?: string | undefined;
  /** Words that all have to occur, as in the filter of the page. */
  readonly q?: string | undefined;
  /** What it asks for, as the page judges it: `critical`, `unknown`, `warning`, `due` or `fine`. */
  readonly urgency?: string | undefined;
  /** Those that do not end before. */
  readonly from?: Instant | undefined;
  /** Those that end before. */
  readonly before?: Instant | undefined;
}

/** All certificates of all nodes that fit, the first to end first. */
export function listedCertificates(overview: Overview, filter: CertificateFilter): readonly ListedCertificate[] {
  const all = overview.nodes.flatMap(({ cluster, node, seen }) => {
    if (seen.kind !== 'seen') return [];
    const where = { ...(cluster !== undefined && { cluster }), node };
    return seen.certificates
      .filter((certificate) => isAskedFor({ ...where, ...certificate }, filter))
      .filter((one) => filter.urgency === undefined || urgencyOf(one, seen.findings) === filter.urgency)
      .map((certificate) => ({ ...where, ...certificate }));
  });
  return all.toSorted((one, other) => endOf(one) - endOf(other));
}

function isAskedFor(one: ListedCertificate, { before, from, q = '', ...wanted }: CertificateFilter): boolean {
  if (before !== undefined && endOf(one) >= before) return false;
  if (from !== undefined && endOf(one) < from) return false;
  const fields = ['cluster', 'node', 'name', 'status'] as const;
  if (!fields.every((field) => wanted[field] === undefined || one[field] === wanted[field])) return false;
  const words = q.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return true;
  const text = searchedText(one, one.cluster ?? '', one.node);
  return words.every((word) => text.includes(word));
}

const endOf = ({ expiresAt }: CertificateOverview): number => expiresAt ?? Number.MAX_SAFE_INTEGER;

/** A moment as people and programs write it: epoch milliseconds, or RFC 3339; undefined where it is neither. */
export function momentIn(text: string): Instant | undefined {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  const moment = /^\d{4}-\d{2}-\d{2}/.test(text) && text.length <= 40 ? Date.parse(text) : Number.NaN;
  return Number.isNaN(moment) ? undefined : moment;
}
