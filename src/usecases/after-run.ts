import type { RunReport } from '../core/plan/report.ts';
import type { Run } from '../ports/run.ts';
import type { World } from '../ports/world.ts';
import type { ObserveRequest } from './requests.ts';
import { tried } from './tried.ts';

/** How a run ended is in its journal: a report that finds no room is told of, and makes no failure of what was done. */
export async function tryToSave(report: RunReport, run: Run, world: World): Promise<void> {
  await tried(
    () => run.report(report),
    (why) => ({ kind: 'report-not-saved', run: run.id, why }),
    world,
  );
}

/** Removes what is older than the policy wants to keep; the next run tries again. */
export async function tryToTidy({ policy }: ObserveRequest, world: World): Promise<void> {
  const { runs, clock } = world;
  const { keepRuns, keepOldKeys } = policy;
  await tried(
    () => runs.prune({ keepRuns, keepKeysFor: keepOldKeys, now: clock.now() }),
    (why) => ({ kind: 'not-tidied', why }),
    world,
  );
}
