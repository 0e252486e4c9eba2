import { isSilent } from '../../../../core/cluster/silent.ts';
import type { CertificateOverview, NodeOverview, OverviewFinding } from '../../../../core/overview/overview.ts';

/** How much something asks for attention, the most first. `unknown`: nobody can tell. */
export const urgencies = ['critical', 'unknown', 'warning', 'due', 'fine'] as const;
export type Urgency = (typeof urgencies)[number];

/** By the worst that was found about it: `status` is that finding's code. */
export function urgencyOf({ status, name }: CertificateOverview, findings: readonly OverviewFinding[]): Urgency {
  if (status === 'ok') return 'fine';
  if (status === 'renewal-due') return 'due';
  if (status === 'absent') return 'unknown';
  const found = findings.find(({ code, subject }) => code === status && subject === name);
  return found === undefined ? 'warning' : ofSeverity[found.severity];
}

const ofSeverity: Readonly<Record<OverviewFinding['severity'], Urgency>> = {
  critical: 'critical',
  unknown: 'unknown',
  warning: 'warning',
  info: 'fine',
};

/** A node as a whole; one that said nothing, or nothing lately, cannot be called fine. */
export function nodeUrgency({ seen }: NodeOverview, now: number): Urgency {
  if (seen.kind !== 'seen') return 'unknown';
  const { status } = seen.verdict;
  if (status !== 'ok') return status;
  if (isSilent(seen, now)) return 'unknown';
  return seen.certificates.some((one) => one.status === 'renewal-due') ? 'due' : 'fine';
}

export function worst(all: readonly Urgency[]): Urgency {
  return urgencies.find((one) => all.includes(one)) ?? 'fine';
}
