import { PerennialError } from '../core/errors.ts';
import type { Inventory } from '../core/inventory.ts';
import type { Policy } from '../core/policy.ts';
import { blockersFrom } from '../core/schedule/alerts.ts';
import type { Blocker } from '../core/schedule/blocker.ts';
import { nodeBlockers } from '../core/schedule/node-blockers.ts';
import type { World } from '../ports/world.ts';

/** Everything that speaks against a change on this node now. */
export async function blockersNow(before: Inventory, policy: Policy, world: World): Promise<readonly Blocker[]> {
  const { hold } = policy;
  const held: readonly Blocker[] = hold === undefined ? [] : [{ kind: 'hold', why: `the configuration says: ${hold}` }];
  return [...held, ...(await clusterBlockers(before, world)), ...(await alertsFiring(before, policy, world))];
}

/** An API server that did not answer a moment ago is no reason to wait: its certificates may be why. */
async function clusterBlockers({ reach, clock, node }: Inventory, { api }: World): Promise<readonly Blocker[]> {
  if (reach !== 'full' || clock.apiServerOffsetMilliseconds === undefined) return [];
  const upgrade = await api.upgradeUnderWay();
  const nodes = nodeBlockers(await api.controlPlaneNodes(), node);
  return upgrade === undefined ? nodes : [{ kind: 'upgrade', why: upgrade }, ...nodes];
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
