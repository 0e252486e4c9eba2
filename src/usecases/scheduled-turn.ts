import { reportsFor } from '../core/cluster/comparison.ts';
import type { PublishedReport } from '../core/cluster/node-report.ts';
import { failedElsewhere } from '../core/cluster/others-failed.ts';
import { PerennialError } from '../core/errors.ts';
import type { Instant } from '../core/instant.ts';
import type { Inventory } from '../core/inventory.ts';
import type { Policy } from '../core/policy.ts';
import { type Decision, type Due, decisionOf } from '../core/schedule/decision.ts';
import { type Peer, type Place, placeOf } from '../core/schedule/order.ts';
import type { World } from '../ports/world.ts';
import { blockersNow } from './blockers-now.ts';
import type { ScheduledTurn } from './consented.ts';
import type { ObserveRequest } from './requests.ts';

/** What a schedule minds when the turn of its node has come: the order of the nodes, and what happened while others had theirs. */
export function scheduledTurn(
  { before, due }: { readonly before: Inventory; readonly due: readonly Due[] },
  { policy }: ObserveRequest,
  world: World,
): ScheduledTurn {
  return {
    place: async (): Promise<Place> => {
      if (isLastChance(due, policy, world.clock.now())) return { kind: 'go' };
      const others = await othersNow(before, world);
      if (others === undefined) return { kind: 'go' };
      const failed = failedElsewhere(others, before.node);
      if (failed.length > 0) throw tooLate({ kind: 'blocked', by: failed });
      return placeOf(before.node, others.flatMap(peerIn), policy, world.clock.now());
    },
    async stillReady(now) {
      const again = decisionOf(due, await blockersNow(now, policy, world), policy, now.takenAt);
      if (again.kind === 'renew') return again.despite;
      throw tooLate(again);
    },
  };
}

function tooLate(decision: Exclude<Decision, { kind: 'renew' }>): PerennialError {
  return new PerennialError('turn-missed', `the turn of this node came too late: ${whyNot(decision)}`, {
    hint: 'its schedule tries again at the next look',
    next: 'perennial window --next 1',
  });
}

/** Also what was none when the wait began: who waits on may find no later look in time. */
function isLastChance(due: readonly Due[], policy: Policy, now: Instant): boolean {
  const decision = decisionOf(due, [], policy, now);
  return decision.kind === 'renew' && decision.lastChance;
}

/** What the other control-plane nodes say; undefined where there are none, or nobody can be asked. */
async function othersNow(
  { controlPlanes, node }: Inventory,
  { reports }: World,
): Promise<readonly PublishedReport[] | undefined> {
  if (controlPlanes.kind !== 'read' || controlPlanes.value.length < 2) return undefined;
  const names = controlPlanes.value.map(({ name }) => name).filter((name) => name !== node);
  return reportsFor(names, await reports.all());
}

function peerIn({ report }: PublishedReport): readonly Peer[] {
  if (report.kind !== 'read') return [];
  const { node, takenAt, due, lastRenewal } = report.value;
  const renewedAt = lastRenewal?.endedAt;
  return [{ name: node, reportedAt: takenAt, isDue: due.length > 0, ...(renewedAt !== undefined && { renewedAt }) }];
}

function whyNot(decision: Exclude<Decision, { kind: 'renew' }>): string {
  switch (decision.kind) {
    case 'blocked':
      return decision.by.map(({ why }) => why).join('; ');
    case 'wait':
      return 'the window has closed';
    case 'nothing-due':
      return 'nothing is due any more';
  }
}
