import { PerennialError } from '../core/errors.ts';
import { type RecordedRun, stateOf } from '../core/plan/run-state.ts';
import type { Runs } from '../ports/run.ts';

/** All runs of this node with plan and journal, oldest first. */
export async function recordedRuns(runs: Runs): Promise<readonly RecordedRun[]> {
  const ids = await runs.list();
  return await Promise.all(
    ids.map(async (id) => {
      const run = await runs.open(id);
      return { id, plan: run.plan, entries: await run.entries() };
    }),
  );
}

/** Ids of runs that were begun and neither carried out nor undone; an unfinished rollback counts as itself, not as its run. */
export async function openRunIds(runs: Runs): Promise<readonly string[]> {
  return openAmong(await recordedRuns(runs));
}

export function openAmong(all: readonly RecordedRun[]): readonly string[] {
  return all.filter((run) => stateOf(run, all) === 'open').map(({ id }) => id);
}

/** Nothing new is begun while something is unfinished. */
export async function refuseWhileOpen(runs: Runs): Promise<void> {
  const id = (await openRunIds(runs)).at(-1);
  if (id === undefined) return;
  throw new PerennialError('run-open', `the run ${id} is unfinished`, {
    hint: 'finish it with perennial resume, or undo it with perennial rollback',
    next: 'perennial status',
  });
}
