import { reasonOf } from '../core/errors.ts';
import type { FileChange, LeftAlone, Plan } from '../core/plan/plan.ts';
import { begunSteps, type RecordedRun } from '../core/plan/run-state.ts';
import type { World } from '../ports/world.ts';
import { type FileStanding, fileStanding } from '../steps/file-standing.ts';
import { openAmong } from './recorded-runs.ts';
import { CHANGED } from './rollback-obstacles.ts';

/** A run and its unfinished rollback end together: neither journal alone says how the node is. Undefined where nothing is open. */
export async function abandonPlan(all: readonly RecordedRun[], world: World): Promise<Plan | undefined> {
  const of = openAmong(all);
  const open = all.filter(({ id }) => of.includes(id));
  const [first] = open;
  if (first === undefined) return undefined;
  const whoseFiles = new Set(open.map(({ id, plan: { intent } }) => (intent.kind === 'rollback' ? intent.of : id)));
  const files = await Promise.all(
    all.filter(({ id }) => whoseFiles.has(id)).map((run) => filesAsTheyStand(run, world)),
  );
  const { node } = first.plan;
  const madeAt = world.clock.now();
  return { format: 1, intent: { kind: 'abandon', of }, node, madeAt, stages: [], leftAlone: files.flat() };
}

/** What the person consents to leave behind. */
async function filesAsTheyStand(run: RecordedRun, world: World): Promise<readonly LeftAlone[]> {
  const begun = begunSteps(run);
  const changes = run.plan.stages.flatMap(({ steps }) =>
    steps.flatMap((step) => (step.kind === 'install' && begun.has(step.id) ? step.files : [])),
  );
  return await Promise.all(
    changes.map(async (change) => ({ name: change.path, why: await standingWords(change, run, world) })),
  );
}

async function standingWords(change: FileChange, { id }: RecordedRun, world: World): Promise<string> {
  try {
    return words[await fileStanding(change, world.files, world.store(id))];
  } catch (thrown) {
    return reasonOf(thrown);
  }
}

const words: Readonly<Record<FileStanding, string>> = {
  becomes: 'as the run put it there',
  was: 'as it was before the run',
  foreign: CHANGED,
};
