import { findingsOf } from '../src/core/check/check.ts';
import type { Inventory } from '../src/core/inventory.ts';
import { overviewOfNode } from '../src/core/overview/of-node.ts';
import { defaultPolicy, type Policy } from '../src/core/policy.ts';
import type { RunStatus } from '../src/usecases/requests.ts';
import { DAY, type Instant } from '../src/core/instant.ts';
import type {
  CertificateOverview,
  NodeFacts,
  NodeOverview,
  Overview,
  OverviewFinding,
} from '../src/core/overview/overview.ts';

/** What is seen of the one node that was just looked at. */
export function overviewOf(
  inventory: Inventory,
  { runs = [], policy = defaultPolicy }: { readonly runs?: readonly RunStatus[]; readonly policy?: Policy } = {},
): Overview {
  const looked = { inventory, findings: findingsOf(inventory, policy), policy, runs, version: '1.2.3' };
  return { takenAt: inventory.takenAt, nodes: [overviewOfNode(looked)] };
}

/** When `seenNode` was seen. */
export const NOW: Instant = Date.UTC(2030, 0, 15, 3);

/** A node on which all is well. */
export function seenNode(node: string, changes: Partial<NodeFacts> & { readonly cluster?: string } = {}): NodeOverview {
  const { cluster, ...facts } = changes;
  return {
    ...(cluster !== undefined && { cluster }),
    node,
    seen: {
      kind: 'seen',
      takenAt: NOW,
      version: '1.2.3',
      look: DAY,
      verdict: { status: 'ok', sentence: 'all is well' },
      findings: [],
      certificates: [leaf('apiserver')],
      unreadable: [],
      openRuns: [],
      conditions: [],
      ...facts,
    },
  };
}

export function leaf(name: string, changes: Partial<CertificateOverview> = {}): CertificateOverview {
  return {
    name,
    kind: 'kubeadm',
    status: 'ok',
    usedBy: [],
    authority: 'ca',
    notBefore: NOW - 65 * DAY,
    expiresAt: NOW + 300 * DAY,
    renewalDueAt: NOW + 210 * DAY,
    ...changes,
  };
}

export function finding(subject: string, changes: Partial<OverviewFinding> = {}): OverviewFinding {
  return { code: 'expiring', severity: 'warning', subject, message: 'ends in 20 days', ...changes };
}
