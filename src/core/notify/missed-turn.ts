import type { NodeFacts, NodeOverview, OverviewFinding } from '../overview/overview.ts';

/** What people are told of a turn that did not come, or came too late: the look saw everything, and what is due was not renewed. */
export const TURN_MISSED = 'turn-missed';

export function withMissedTurn({ seen, ...node }: NodeOverview, message: string): NodeOverview {
  if (seen.kind !== 'seen') return { ...node, seen };
  const missed: OverviewFinding = {
    code: TURN_MISSED,
    severity: 'warning',
    subject: node.node,
    message,
    mend: `perennial explain ${TURN_MISSED}`,
  };
  return { ...node, seen: { ...seen, findings: [...seen.findings, missed] } };
}

/** A look outside the window, or one that is blocked, does not end it: what ends it is that nothing is due any more. */
export const isStillMissed = ({ certificates, takenAt }: NodeFacts): boolean =>
  certificates.some(
    ({ kind, externallyManaged, renewalDueAt = Infinity }) =>
      kind !== 'authority' && externallyManaged !== true && renewalDueAt <= takenAt,
  );
