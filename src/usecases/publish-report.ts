import { findingsOf } from '../core/check/check.ts';
import type { Finding } from '../core/check/finding.ts';
import { nodeReportOf } from '../core/cluster/report-of.ts';
import type { Inventory } from '../core/inventory.ts';
import type { News } from '../ports/news.ts';
import type { World } from '../ports/world.ts';
import { observe } from './observe.ts';
import type { ObserveRequest } from './requests.ts';
import { status } from './status.ts';
import { tried } from './tried.ts';

/** One look at this node. */
export interface Look {
  readonly inventory: Inventory;
  readonly findings: readonly Finding[];
}

/** Publishes what was seen of this node, in full reach only. Whether that works is told, and decides nothing: a report is no change. */
export async function tryToPublish(look: Look, request: ObserveRequest, world: World): Promise<void> {
  await tried(() => publish(look, request, world), notPublished, world);
}

/** The same after something was thrown, with another look: nobody knows what it left. */
export async function tryToPublishNow(request: ObserveRequest, world: World): Promise<void> {
  if (world.reach !== 'full') return;
  const published = async (): Promise<void> => {
    const inventory = await observe(world, request);
    await publish({ inventory, findings: findingsOf(inventory, request.policy) }, request, world);
  };
  await tried(published, notPublished, world);
}

const notPublished = (why: string): News => ({ kind: 'not-published', why });

/** Throws `api-unavailable` where the report could not be published. */
export async function publish(look: Look, { policy }: ObserveRequest, world: World): Promise<void> {
  if (world.reach !== 'full') return;
  const runs = world.runsUnseen === true ? undefined : (await status(world)).runs;
  const looked = { ...look, policy, runs, version: world.version };
  await world.reports.publish(look.inventory.node, (previous) => nodeReportOf(looked, previous));
}
