import { PerennialError } from '../core/errors.ts';
import type { Inventory } from '../core/inventory.ts';
import { flagPath } from '../core/kubeadm/manifest.ts';
import type { NodeName } from '../core/names.ts';
import { rescuePlan } from '../core/plan/rescue.ts';
import { rescueProofPlan } from '../core/plan/rescue-proof.ts';
import type { NodeState } from '../ports/api.ts';
import type { World } from '../ports/world.ts';
import { awayNodes } from './away-nodes.ts';
import { consented } from './consented.ts';
import { etcdHasQuorum } from './etcd-quorum.ts';
import { refuseWithoutControlPlane } from './no-control-plane.ts';
import { observe } from './observe.ts';
import type { ChangeReport, Consent, ObserveRequest } from './requests.ts';
import { unitsSeen } from './units-seen.ts';

/** How a rescue of one node ends. */
export type RescueReport =
  /** Not carried out, or stopped in the middle. */
  | { readonly kind: 'ended'; readonly change: ChangeReport }
  /** Everything was done that can be done here; etcd waits for its other members. */
  | { readonly kind: 'elsewhere'; readonly change: ChangeReport; readonly others: readonly NodeName[] }
  | {
      readonly kind: 'alive';
      readonly changes: readonly [ChangeReport, ChangeReport];
      /** Nodes that are not ready, this one or others. */
      readonly away: readonly NodeState[];
      /** Why it is not known which nodes are ready. */
      readonly unknown?: string;
    };

/** Brings a node back on which everything ran out: what one node can do by itself, and, with a quorum, the proof of all of it. */
export async function rescue(
  request: ObserveRequest & { readonly consent: Consent },
  world: World,
): Promise<RescueReport> {
  const before = await observe(world, request);
  refuseWithoutControlPlane(before);
  const plan = rescuePlan(before, await unitsSeen(world), request.policy);
  if (world.reach === 'files') throw nothingToStart();
  const repair = await consented({ plan, before, request, consent: request.consent }, world);
  if (!isComplete(repair)) return { kind: 'ended', change: repair };
  if (!(await etcdHasQuorum(before.layout, world))) {
    return { kind: 'elsewhere', change: repair, others: otherMembers(before) };
  }
  const after = await observe(world, request);
  const proof = {
    plan: rescueProofPlan(after, request.policy),
    before: after,
    request,
    consent: async () => true,
  };
  const proved = await consented(proof, withoutTurns(world));
  if (!isComplete(proved)) return { kind: 'ended', change: proved };
  const { nodes, unknown } = await awayNodes(world);
  return { kind: 'alive', changes: [repair, proved], away: nodes, ...(unknown !== undefined && { unknown }) };
}

/** A lease that is not there yet takes a minute to be anybody's; and nothing is replaced any more. */
function withoutTurns(world: World): World {
  return {
    ...world,
    coordination: { acquire: async () => ({ lost: () => undefined, release: async () => undefined }) },
  };
}

/** Members of etcd that this one was told of when it joined; the first of a cluster knows of none. */
function otherMembers({ layout, node }: Inventory): readonly NodeName[] {
  const members = (flagPath(layout.manifests, 'etcd', 'initial-cluster') ?? '').split(',');
  return members.map((member) => member.split('=')[0] ?? '').filter((name) => name !== '' && name !== node);
}

function nothingToStart(): PerennialError {
  return new PerennialError('usage', 'a folder that stands for / has nothing to be started, so it cannot be rescued', {
    hint: 'certificates in it can be renewed',
    next: 'perennial renew --root DIR',
  });
}

const isComplete = (change: ChangeReport): boolean =>
  change.kind === 'ran' && change.report.outcome.kind === 'complete';
