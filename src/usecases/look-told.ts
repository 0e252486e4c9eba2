import { findingsOf } from '../core/check/check.ts';
import { PerennialError, reasonOf } from '../core/errors.ts';
import type { Inventory } from '../core/inventory.ts';
import { overviewOfNode } from '../core/overview/of-node.ts';
import type { Overview } from '../core/overview/overview.ts';
import type { World } from '../ports/world.ts';
import type { LookReport } from './look-only.ts';
import { observe } from './observe.ts';
import type { ObserveRequest } from './requests.ts';
import { lookReported, runReported } from './run-reported.ts';
import type { ScheduledReport } from './run-scheduled.ts';
import { status } from './status.ts';
import { tellPeople } from './tell-people.ts';

/** What a timer calls; and people, the heartbeat and the cluster's Events are told what came of it. */
export async function runTold(request: ObserveRequest, world: World): Promise<ScheduledReport> {
  return await told(request, world, runReported, (report) => {
    if (report.kind === 'decided') return report.before;
    return report.change.kind === 'ran' ? report.change.after : undefined;
  });
}

/** What a reader does at each look, and tells. */
export async function lookTold(request: ObserveRequest, world: World): Promise<LookReport> {
  return await told(request, world, lookReported, ({ inventory }) => inventory);
}

/** `seen`: how the node was found, where it still is so. */
async function told<Report>(
  request: ObserveRequest,
  world: World,
  look: (request: ObserveRequest, world: World) => Promise<Report>,
  seen: (report: Report) => Inventory | undefined,
): Promise<Report> {
  try {
    const report = await look(request, world);
    await tellOf(seen(report), request, world);
    await beat(request, world);
    return report;
  } catch (thrown) {
    if (tellsNobody(thrown)) throw thrown;
    await tellPeople({ kind: 'failed', why: reasonOf(thrown) }, request.policy, world);
    throw thrown;
  }
}

/** Another process is at work, and tells; or somebody stopped it, and knows. */
const tellsNobody = (thrown: unknown): boolean =>
  thrown instanceof PerennialError && ['lock-busy', 'interrupted', 'no-control-plane'].includes(thrown.code);

async function tellOf(seen: Inventory | undefined, request: ObserveRequest, world: World): Promise<void> {
  if (request.policy.notify === undefined) return;
  const inventory = seen ?? (await observe(world, request));
  const overview = await overviewOf(inventory, request, world);
  await tellPeople({ kind: 'looked', overview }, request.policy, world);
}

async function overviewOf(inventory: Inventory, { policy }: ObserveRequest, world: World): Promise<Overview> {
  const runs = world.runsUnseen === true ? undefined : (await status(world)).runs;
  const looked = { inventory, findings: findingsOf(inventory, policy), policy, runs, version: world.version };
  return { takenAt: inventory.takenAt, nodes: [overviewOfNode(looked)] };
}

async function beat({ policy }: ObserveRequest, { messengers, reach, tell }: World): Promise<void> {
  if (policy.heartbeat === undefined || reach === 'files') return;
  const delivery = await messengers.beat(policy.heartbeat);
  if (delivery.kind !== 'delivered') tell({ kind: 'no-heartbeat', why: delivery.why });
}
