import { findingsOf } from '../core/check/check.ts';
import { PerennialError, reasonOf } from '../core/errors.ts';
import type { Inventory } from '../core/inventory.ts';
import { clusterNameIn } from '../core/notify/cluster-name.ts';
import { TURN_MISSED, withMissedTurn } from '../core/notify/missed-turn.ts';
import { overviewOfNode } from '../core/overview/of-node.ts';
import type { NodeOverview } from '../core/overview/overview.ts';
import type { World } from '../ports/world.ts';
import type { LookReport } from './look-only.ts';
import { observe } from './observe.ts';
import type { ObserveRequest } from './requests.ts';
import { lookReported, runReported } from './run-reported.ts';
import type { ScheduledReport } from './run-scheduled.ts';
import { status } from './status.ts';
import { tellCluster } from './tell-cluster.ts';
import { tellPeople } from './tell-people.ts';

/** What a timer calls; and people, the heartbeat and the cluster's Events are told what came of it. */
export const runTold = (request: ObserveRequest, world: World): Promise<ScheduledReport> =>
  told({ look: runReported, endOf: endOfRun, renews: true }, request, world);

/** What a reader does at each look, and tells. */
export const lookTold = (request: ObserveRequest, world: World): Promise<LookReport> =>
  told(
    { look: lookReported, endOf: ({ inventory }) => ({ seen: inventory, isWell: true }), renews: false },
    request,
    world,
  );

/** What is looked with. */
interface Looking<Report> {
  readonly look: (request: ObserveRequest, world: World) => Promise<Report>;
  readonly endOf: (report: Report) => End;
  /** A look that fails is then a renewal that nobody gets. */
  readonly renews: boolean;
}

/** What came of it. */
interface End {
  /** How the node was found, where it still is so. */
  readonly seen?: Inventory;
  /** False: a run failed, or was rolled back. */
  readonly isWell: boolean;
}

function endOfRun(report: ScheduledReport): End {
  if (report.kind === 'decided' || report.kind === 'left') return { seen: report.before, isWell: true };
  const { change } = report;
  if (change.kind !== 'ran') return { isWell: true };
  return { seen: change.after, isWell: change.report.outcome.kind === 'complete' };
}

async function told<Report>(
  { look, endOf, renews }: Looking<Report>,
  request: ObserveRequest,
  world: World,
): Promise<Report> {
  try {
    const report = await look(request, world);
    const { seen, isWell } = endOf(report);
    await tellOf(seen, request, world);
    // Who watches for the heartbeat hears nothing of a run that failed, and so hears of it.
    if (isWell) await beat(request, world);
    return report;
  } catch (thrown) {
    if (tellsNobody(thrown)) throw thrown;
    const failed = { kind: 'failed', why: reasonOf(thrown) } as const;
    if (isMissed(thrown)) await tellOf(undefined, request, world, failed.why);
    else await tellPeople(failed, request.policy, world);
    if (renews) await tellCluster(failed, world);
    throw thrown;
  }
}

/** The look saw everything there is to tell of; what is due was not renewed. */
const isMissed = (thrown: unknown): boolean => thrown instanceof PerennialError && thrown.code === TURN_MISSED;

/** Another process is at work, and tells; or somebody stopped it, and knows. */
const tellsNobody = (thrown: unknown): boolean =>
  thrown instanceof PerennialError && ['lock-busy', 'interrupted', 'no-control-plane'].includes(thrown.code);

async function tellOf(
  seen: Inventory | undefined,
  request: ObserveRequest,
  world: World,
  missed?: string,
): Promise<void> {
  const { notify } = request.policy;
  if (notify === undefined && world.reach !== 'full') return;
  const inventory = seen ?? (await observe(world, request));
  const looked = await overviewOf(inventory, request, world);
  const node = missed === undefined ? looked : withMissedTurn(looked, missed);
  const overview = { takenAt: inventory.takenAt, nodes: [node] };
  await tellPeople({ kind: 'looked', overview }, request.policy, world);
  await tellCluster({ kind: 'looked', node }, world);
}

async function overviewOf(inventory: Inventory, { policy }: ObserveRequest, world: World): Promise<NodeOverview> {
  const runs = world.runsUnseen === true ? undefined : (await status(world)).runs;
  const looked = { inventory, findings: findingsOf(inventory, policy), policy, runs, version: world.version };
  return overviewOfNode(looked, clusterNameIn(inventory, policy.notify));
}

async function beat({ policy }: ObserveRequest, { messengers, reach, tell }: World): Promise<void> {
  if (policy.heartbeat === undefined || reach === 'files') return;
  const delivery = await messengers.beat(policy.heartbeat);
  if (delivery.kind !== 'delivered') tell({ kind: 'no-heartbeat', why: delivery.why });
}
