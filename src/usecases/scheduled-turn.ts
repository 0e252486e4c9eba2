import { reportsFor } from '../core/cluster/comparison.ts';
import type { NodeReport } from '../core/cluster/node-report.ts';
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
      const peers = await peersNow(before, world);
      return peers === undefined ? { kind: 'go' } : placeOf(before.node, peers, policy, world.clock.now());
    },
    async stillReady(now) {
      const again = decisionOf(due, await blockersNow(now, policy, world), policy, now.takenAt);
      if (again.kind === 'renew') return again.despite;
      throw new PerennialError('lock-busy', `the turn of this node came too late: ${whyNot(again)}`, {
        hint: 'its schedule tries again at the next look',
        next: 'perennial window --next 1',
      });
    },
  };
}

/** Also what was none when the wait began: who waits on may find no later look in time. */
function isLastChance(due: readonly Due[], policy: Policy, now: Instant): boolean {
  const decision = decisionOf(due, [], policy, now);
  return decision.kind === 'renew' && decision.lastChance;
}

/** The other control-plane nodes that have reported; undefined where there are none, or nobody can be asked. */
async function peersNow({ controlPlanes, node }: Inventory, { reports }: World): Promise<readonly Peer[] | undefined> {
  if (controlPlanes.kind !== 'read' || controlPlanes.value.length < 2) return undefined;
  const names = controlPlanes.value.map(({ name }) => name).filter((name) => name !== node);
  const published = reportsFor(names, await reports.all());
  return published.flatMap(({ report }) => (report.kind === 'read' ? [peerOf(report.value)] : []));
}

function peerOf({ node, takenAt, due, lastRenewal }: NodeReport): Peer {
  const renewedAt = lastRenewal?.endedAt;
  return { name: node, reportedAt: takenAt, isDue: due.length > 0, ...(renewedAt !== undefined && { renewedAt }) };
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
