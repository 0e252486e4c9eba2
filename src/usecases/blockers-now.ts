import { reportsFor } from '../core/cluster/comparison.ts';
import { failedElsewhere } from '../core/cluster/others-failed.ts';
import { PerennialError } from '../core/errors.ts';
import { etcdAccessOf } from '../core/etcd/access-of.ts';
import type { Inventory, UnreadableReason } from '../core/inventory.ts';
import type { NodeName } from '../core/names.ts';
import type { Policy } from '../core/policy.ts';
import { blockersFrom } from '../core/schedule/alerts.ts';
import type { Blocker } from '../core/schedule/blocker.ts';
import { holdsOn } from '../core/schedule/holds.ts';
import { canaryBlockers, nodeBlockers } from '../core/schedule/node-blockers.ts';
import type { World } from '../ports/world.ts';
import { etcdProblem } from '../steps/etcd-problem.ts';
import { upgradeNow } from './upgrade-now.ts';
import { whileLooking } from './while-looking.ts';

/** Everything that speaks against a change on this node now. */
export async function blockersNow(before: Inventory, policy: Policy, world: World): Promise<readonly Blocker[]> {
  return await whileLooking('what speaks against it', world, () => allBlockers(before, policy, world));
}

async function allBlockers(before: Inventory, policy: Policy, world: World): Promise<readonly Blocker[]> {
  const upgrade = await upgradeNow(before, world);
  return [
    ...holdsOn(before, policy).map((why): Blocker => ({ kind: 'hold', why })),
    ...(upgrade === undefined ? [] : [upgrade]),
    ...(await clusterBlockers(before, policy, world)),
    ...(await etcdBlockers(before, world)),
    ...(await alertsFiring(before, policy, world)),
  ];
}

/** How the other nodes are is not guessed: while this node's API server does not say it, what can wait does. */
async function clusterBlockers(
  { controlPlanes, node }: Inventory,
  { order }: Policy,
  world: World,
): Promise<readonly Blocker[]> {
  if (controlPlanes.kind === 'unreadable' && asked.includes(controlPlanes.reason))
    return [{ kind: 'api-away', why: `how the other nodes are cannot be asked: ${controlPlanes.detail}` }];
  if (controlPlanes.kind !== 'read') return [];
  const nodes = controlPlanes.value;
  const names = nodes.map(({ name }) => name);
  return [...nodeBlockers(nodes, node), ...canaryBlockers(nodes, order), ...(await othersFailed(names, node, world))];
}

/** Where there was somebody to ask, and something to ask with: who keeps admin.conf elsewhere is not kept waiting for it. */
const asked: readonly UnreadableReason[] = ['refused', 'timeout', 'io', 'denied'];

/** What the other nodes say cannot be taken for well where it cannot be read. */
async function othersFailed(
  nodes: readonly NodeName[],
  own: NodeName,
  { reports }: World,
): Promise<readonly Blocker[]> {
  if (nodes.every((node) => node === own)) return [];
  try {
    return failedElsewhere(reportsFor(nodes, await reports.all()), own);
  } catch (thrown) {
    if (!(thrown instanceof PerennialError)) throw thrown;
    return [{ kind: 'other-failed', why: `whether another node failed cannot be read: ${thrown.message}` }];
  }
}

/** The gate of the plan would say the same a moment later; here it is known before anything is begun, and said as a reason to wait. */
async function etcdBlockers(before: Inventory, world: World): Promise<readonly Blocker[]> {
  const access = etcdAccessOf(before);
  const why = access && (await etcdProblem({ access, change: 'reload' }, world));
  return why === undefined ? [] : [{ kind: 'etcd', why }];
}

/** Who asks for alerts to be minded does not want them to be missed: a Prometheus that does not answer blocks, too. */
async function alertsFiring({ reach }: Inventory, { alerts }: Policy, world: World): Promise<readonly Blocker[]> {
  if (alerts === undefined || reach !== 'full') return [];
  try {
    return blockersFrom(await world.alerts.firing(alerts.url), alerts);
  } catch (thrown) {
    if (!(thrown instanceof PerennialError)) throw thrown;
    return [{ kind: 'alert', why: thrown.message }];
  }
}
