import { statusOf } from '../core/plan/journal.ts';
import { type RecordedRun, stateOf } from '../core/plan/run-state.ts';
import type { World } from '../ports/world.ts';
import { recordedRuns } from './recorded-runs.ts';
import type { RunStatus, StatusReport } from './requests.ts';

/** Every run of this node and where it stands. */
export async function status({ runs }: World): Promise<StatusReport> {
  const all = await recordedRuns(runs);
  return { runs: all.map((run) => runStatus(run, all)) };
}

function runStatus(run: RecordedRun, all: readonly RecordedRun[]): RunStatus {
  const steps = run.plan.stages.flatMap((stage) => stage.steps);
  const standing = statusOf(run.entries);
  const done = steps.filter(({ id }) => standing.get(id) === 'done').length;
  return { id: run.id, plan: run.plan, state: stateOf(run, all), done, steps: steps.length };
}
