import { PerennialError } from '../core/errors.ts';
import type { Path } from '../core/names.ts';
import { statusOf } from '../core/plan/journal.ts';
import { leaving } from '../core/plan/leaving.ts';
import type { Plan, Step } from '../core/plan/plan.ts';
import { acceptedByNobody, rollbackPlan } from '../core/plan/rollback.ts';
import { begunSteps, type RecordedRun } from '../core/plan/run-state.ts';
import type { World } from '../ports/world.ts';
import { CHANGED, type Obstacle, obstaclesTo } from './rollback-obstacles.ts';

export interface WayBack {
  readonly plan: Plan;
  /** Why it would not be carried out to its end, in words. */
  readonly problem?: string;
}

/**
 * How a run would be undone, and whether to the end: looked at before the first file is put back, for half of a rollback is worse than
 * none. A person's copy of admin.conf that its owner changed since is left alone: what is in it is accepted all the same.
 */
export async function wayBackFrom(run: RecordedRun, world: World): Promise<WayBack> {
  const plan = rollbackPlan(run.plan, run.id, begunSteps(run));
  const obstacles = await obstaclesTo(plan, run, world);
  const copies = copiesIn(run.plan);
  const left = obstacles.filter(({ path, why }) => copies.has(path) && why === CHANGED);
  const wayBack = leaving(
    plan,
    left.map(({ path, why }) => ({ name: path, why })),
  );
  const others = obstacles.filter((obstacle) => !left.includes(obstacle));
  return { plan: wayBack, ...problemOf(wayBack, others, run, world) };
}

/** Whether a rollback that was begun can be finished. */
export async function refuseEndless(rollback: RecordedRun, run: RecordedRun, world: World): Promise<void> {
  const rest = restOf(rollback);
  const { problem } = problemOf(rest, await obstaclesTo(rest, run, world), run, world);
  if (problem === undefined) return;
  throw noWayBack(`the rollback ${rollback.id} cannot be finished: ${problem}`, {
    hint: 'put that right, or end the run where it stands',
    next: 'perennial abandon',
  });
}

export function noWayBack(message: string, mend: { readonly hint: string; readonly next: string }): PerennialError {
  return new PerennialError('no-way-back', message, mend);
}

function problemOf(
  plan: Plan,
  obstacles: readonly Obstacle[],
  run: RecordedRun,
  { clock }: World,
): Pick<WayBack, 'problem'> {
  const ended = acceptedByNobody(plan, run.plan, clock.now());
  const reasons = [...new Set(obstacles.map(({ why }) => why))];
  const parts = [
    ...(ended.length === 0 ? [] : [`nobody accepts any more what was there: ${ended.join(', ')}`]),
    ...reasons.map((reason) => `${reason}: ${pathsWith(reason, obstacles)}`),
  ];
  return parts.length === 0 ? {} : { problem: parts.join('; ') };
}

const pathsWith = (reason: string, obstacles: readonly Obstacle[]): string =>
  obstacles.flatMap(({ path, why }) => (why === reason ? [path] : [])).join(', ');

const copiesIn = ({ stages }: Plan): ReadonlySet<Path> =>
  new Set(stages.flatMap(({ steps }) => steps.flatMap((step) => (step.kind === 'merge' ? [step.path] : []))));

/** What is left of a run's plan. */
function restOf({ plan, entries }: RecordedRun): Plan {
  const status = statusOf(entries);
  const isLeft = ({ id }: Step): boolean => status.get(id) !== 'done';
  return { ...plan, stages: plan.stages.map((stage) => ({ ...stage, steps: stage.steps.filter(isLeft) })) };
}
