import type { CertificateOverview, NodeOverview, Overview } from '../../../../core/overview/overview.ts';
import { type Urgency, urgencyOf } from './urgency.ts';

/** One certificate on one node: a row of the timeline and of the table. */
export interface CertificateRow {
  /** Of this row alone, and the same as long as the certificate's place is. */
  readonly id: string;
  readonly cluster: string;
  readonly node: string;
  readonly certificate: CertificateOverview;
  readonly urgency: Urgency;
  /** What a filter looks for, lower case. */
  readonly text: string;
}

/** Every certificate that is there, in the order in which nodes and files have them. Called once for each overview, not for each key typed. */
export function rowsOf({ nodes }: Overview): readonly CertificateRow[] {
  return nodes.flatMap(rowsOfNode);
}

function rowsOfNode({ cluster = '', node, seen }: NodeOverview): readonly CertificateRow[] {
  if (seen.kind !== 'seen') return [];
  const times = new Map<string, number>();
  return seen.certificates.flatMap((certificate) => {
    if (certificate.status === 'absent' && certificate.expiresAt === undefined) return [];
    const place = [cluster, node, certificate.name].join('/');
    const time = times.get(place) ?? 0;
    times.set(place, time + 1);
    const urgency = urgencyOf(certificate, seen.findings);
    const id = time === 0 ? place : `${place}/${String(time + 1)}`;
    return [{ id, cluster, node, certificate, urgency, text: searchedText(certificate, cluster, node) }];
  });
}

/** What a filter looks into, lower case. */
export function searchedText(certificate: CertificateOverview, cluster: string, node: string): string {
  const { name, status, path, serial, fingerprint, subject, issuer, authority, names = [] } = certificate;
  const words = [name, status, path, serial, fingerprint, subject, issuer, authority, cluster, node, ...names];
  return words
    .filter((word) => word !== undefined)
    .join('\n')
    .toLowerCase();
}

/** The soonest end first; what has none comes last. */
export function byEnd(one: CertificateRow, other: CertificateRow): number {
  return endOf(one) - endOf(other);
}

export function endOf({ certificate }: CertificateRow): number {
  return certificate.expiresAt ?? Number.MAX_SAFE_INTEGER;
}
