import type { Instant } from '../instant.ts';
import type { NodeName } from '../names.ts';
import type { PublishedReport, ReportedRun } from './node-report.ts';

/** A control-plane node in a few words: whether something is due there, and how its last runs ended. */
export interface NodeStanding {
  readonly node: NodeName;
  /** Unknown where there is no report that can be read. */
  readonly due: 'yes' | 'no' | 'unknown';
  readonly lastRenewedAt?: Instant;
  readonly failed?: ReportedRun;
}

export function standingOf({ node, report }: PublishedReport): NodeStanding {
  if (report.kind !== 'read') return { node, due: 'unknown' };
  const { due, lastRenewal, failed } = report.value;
  return {
    node,
    due: due.length > 0 ? 'yes' : 'no',
    ...(lastRenewal !== undefined && { lastRenewedAt: lastRenewal.endedAt }),
    ...(failed !== undefined && { failed }),
  };
}
