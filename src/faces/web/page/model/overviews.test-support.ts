import type { CertificateOverview, NodeFacts, NodeOverview } from '../../../../core/overview/overview.ts';

export const DAY = 86_400_000;
export const NOW = Date.UTC(2030, 0, 15, 3);

export function certificate(name: string, changes: Partial<CertificateOverview> = {}): CertificateOverview {
  return {
    name,
    kind: 'kubeadm',
    status: 'ok',
    usedBy: [],
    notBefore: NOW - 65 * DAY,
    expiresAt: NOW + 300 * DAY,
    renewalDueAt: NOW + 210 * DAY,
    ...changes,
  };
}

export function node(
  name: string,
  certificates: readonly CertificateOverview[],
  facts: Partial<NodeFacts> = {},
): NodeOverview {
  return {
    node: name,
    seen: {
      kind: 'seen',
      takenAt: NOW - 60_000,
      look: DAY,
      verdict: { status: 'ok', sentence: 'all is well' },
      findings: [],
      certificates,
      unreadable: [],
      openRuns: [],
      conditions: [],
      ...facts,
    },
  };
}
