import { overviewOfNode } from '../core/overview/of-node.ts';
import { overviewOfCluster } from '../core/overview/of-cluster.ts';
import type { Overview } from '../core/overview/overview.ts';
import type { World } from '../ports/world.ts';
import { check } from './check.ts';
import { checkCluster } from './check-cluster.ts';
import type { ObserveRequest } from './requests.ts';
import { runsSeen } from './runs-seen.ts';

/** This node as it is now. */
export async function overviewNow(world: World, request: ObserveRequest): Promise<Overview> {
  const { inventory, findings } = await check(world, request);
  const looked = { inventory, findings, policy: request.policy, runs: await runsSeen(world), version: world.version };
  return { takenAt: inventory.takenAt, nodes: [overviewOfNode(looked)] };
}

/** All control-plane nodes: this one as it is, the others by what they published. */
export async function clusterOverviewNow(world: World, request: ObserveRequest): Promise<Overview> {
  return overviewOfCluster((await checkCluster(world, request)).view);
}
