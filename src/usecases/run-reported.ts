import { findingsOf } from '../core/check/check.ts';
import { PerennialError } from '../core/errors.ts';
import type { World } from '../ports/world.ts';
import { lookOnly, type LookReport } from './look-only.ts';
import { tryToPublish, tryToPublishNow } from './publish-report.ts';
import type { ObserveRequest } from './requests.ts';
import { runScheduled, type ScheduledReport } from './run-scheduled.ts';

/** What a timer calls, and what the other nodes are told of it, whatever came of it. A run that began has told them itself. */
export async function runReported(request: ObserveRequest, world: World): Promise<ScheduledReport> {
  return await thrownReported(request, world, async () => {
    const report = await runScheduled(request, world);
    if (report.kind === 'decided' || report.kind === 'left') {
      const { before } = report;
      await tryToPublish({ inventory: before, findings: findingsOf(before, request.policy) }, request, world);
    }
    return report;
  });
}

/** What a reader does at each look; publishing is its one effect. */
export async function lookReported(request: ObserveRequest, world: World): Promise<LookReport> {
  return await thrownReported(request, world, async () => {
    const report = await lookOnly(request, world);
    await tryToPublish(report, request, world);
    return report;
  });
}

async function thrownReported<T>(request: ObserveRequest, world: World, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    if (thrown instanceof PerennialError && !saysNothingNew.includes(thrown.code))
      await tryToPublishNow(request, world);
    throw thrown;
  }
}

/** What was begun has told of itself; and where there is no control plane there is nothing to tell. */
const saysNothingNew: readonly PerennialError['code'][] = ['interrupted', 'no-control-plane'];
