import type { Reading } from '../core/inventory.ts';
import { statusOf } from '../core/plan/journal.ts';
import type { RunReport } from '../core/plan/report.ts';
import { type RecordedRun, stateOf } from '../core/plan/run-state.ts';
import { stageTimesOf } from '../core/plan/stage-times.ts';
import { savedRunReport } from '../core/plan/saved-report.ts';
import type { Runs } from '../ports/run.ts';
import type { World } from '../ports/world.ts';
import { recordedRuns } from './recorded-runs.ts';
import type { RunStatus, StatusReport } from './requests.ts';

/** Every run of this node, where it stands, and what its report says. */
export async function status({ runs }: World): Promise<StatusReport> {
  const all = await recordedRuns(runs);
  return { runs: await Promise.all(all.map(async (run) => runStatus(run, all, await reportOf(run, runs)))) };
}

function runStatus(run: RecordedRun, all: readonly RecordedRun[], report: Reading<RunReport>): RunStatus {
  const steps = run.plan.stages.flatMap((stage) => stage.steps);
  const standing = statusOf(run.entries);
  const done = steps.filter(({ id }) => standing.get(id) === 'done').length;
  const stageTimes = stageTimesOf(run.plan, run.entries);
  return { id: run.id, plan: run.plan, state: stateOf(run, all), done, steps: steps.length, stageTimes, report };
}

/** Only plan and journal say where a run stands; what is wrong with a report is said, and stops nothing. */
async function reportOf({ id }: RecordedRun, runs: Runs): Promise<Reading<RunReport>> {
  const run = await runs.open(id);
  const saved = await run.savedReport();
  return saved.kind === 'read' ? savedRunReport(saved.value) : saved;
}
