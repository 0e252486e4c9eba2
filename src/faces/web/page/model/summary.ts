import { isSilent } from '../../../../core/cluster/silent.ts';
import type { NodeOverview, Overview } from '../../../../core/overview/overview.ts';
import { byEnd, type CertificateRow } from './rows.ts';
import { nodeUrgency, type Urgency, worst } from './urgency.ts';

/** What the first line says. */
export interface Summary {
  readonly urgency: Urgency;
  readonly clusters: number;
  readonly nodes: number;
  /** Nodes that ask for something, the worst first. */
  readonly troubled: readonly { readonly node: NodeOverview; readonly urgency: Urgency }[];
  /** Nodes of which nothing was heard for too long, or nothing that can be read. */
  readonly unheard: readonly NodeOverview[];
  /** What is due next, or is already, apart from authorities. */
  readonly next: CertificateRow | undefined;
  readonly due: number;
  /** When the node that was looked at longest ago was. */
  readonly oldestLook: number | undefined;
  readonly opensAt: number | undefined;
}

export function summaryOf({ nodes }: Overview, rows: readonly CertificateRow[], now: number): Summary {
  const judged = nodes.map((node) => ({ node, urgency: nodeUrgency(node, now) }));
  const urgency = worst(judged.map((one) => one.urgency));
  const facts = nodes.flatMap(({ seen }) => (seen.kind === 'seen' ? [seen] : []));
  const openings = facts.flatMap(({ nextOpening }) => (nextOpening === undefined ? [] : [nextOpening.opensAt]));
  return {
    urgency,
    clusters: new Set(nodes.map(({ cluster }) => cluster)).size,
    nodes: nodes.length,
    troubled: judged.filter((one) => one.urgency !== 'fine' && one.urgency !== 'due'),
    unheard: nodes.filter(({ seen }) => seen.kind !== 'seen' || isSilent(seen, now)),
    next: nextDue(rows),
    due: rows.filter((row) => row.urgency === 'due').length,
    oldestLook: facts.length === 0 ? undefined : Math.min(...facts.map(({ takenAt }) => takenAt)),
    opensAt: openings.length === 0 ? undefined : Math.min(...openings),
  };
}

function nextDue(rows: readonly CertificateRow[]): CertificateRow | undefined {
  const dated = rows.filter(
    ({ certificate }) => certificate.kind === 'kubeadm' && certificate.renewalDueAt !== undefined,
  );
  const dueAt = ({ certificate }: CertificateRow): number => certificate.renewalDueAt ?? 0;
  return dated.toSorted((one, other) => dueAt(one) - dueAt(other) || byEnd(one, other))[0];
}
