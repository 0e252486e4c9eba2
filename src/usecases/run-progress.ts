import { type RunProgress, runProgressOf } from '../core/plan/run-progress.ts';
import { type RecordedRun, stateOf, undoingOf } from '../core/plan/run-state.ts';
import { savedRunReport } from '../core/plan/saved-report.ts';
import type { World } from '../ports/world.ts';
import { recordedRuns } from './recorded-runs.ts';

type Recorder = Pick<World, 'runs' | 'runNews'>;

/** Every run of this node as somebody who watches sees it, oldest first. */
export async function runsProgress(world: Recorder): Promise<readonly RunProgress[]> {
  const all = await recordedRuns(world.runs);
  return await Promise.all(all.map((run) => progress(run, all, world)));
}

/** The newest one, for little: no other can be under way, and whether it was undone, a newer one would say. */
export async function newestProgress(world: Recorder): Promise<RunProgress | undefined> {
  const id = (await world.runs.list()).at(-1);
  if (id === undefined) return undefined;
  const opened = await world.runs.open(id);
  const run = { id, plan: opened.plan, entries: await opened.entries() };
  return await progress(run, [run], world);
}

async function progress(
  run: RecordedRun,
  all: readonly RecordedRun[],
  { runs, runNews }: Recorder,
): Promise<RunProgress> {
  const saved = await (await runs.open(run.id)).savedReport();
  const report = saved.kind === 'read' ? savedRunReport(saved.value) : saved;
  const { intent } = run.plan;
  // The witness of a run goes on through its rollback, and is told where it began.
  const before = intent.kind === 'rollback' ? await runNews.read(intent.of) : [];
  const news = [...before, ...(await runNews.read(run.id))];
  return runProgressOf({
    run,
    state: stateOf(run, all),
    isBeingUndone: undoingOf(run, all) !== undefined,
    news,
    ...(report.kind === 'read' && { report: report.value }),
  });
}
