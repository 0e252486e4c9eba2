import { reasonOf } from '../core/errors.ts';
import { type Facts, statusOf, type StepStatus } from '../core/plan/journal.ts';
import type { Stage, Step, StepId } from '../core/plan/plan.ts';
import type { Outcome } from '../core/plan/report.ts';
import type { Run } from '../ports/run.ts';
import type { World } from '../ports/world.ts';
import type { Handler, Scene, Seen } from '../steps/handler.ts';
import { handlers } from '../steps/handlers.ts';
import type { Lost } from './in-turn.ts';

/**
 * Carries out what is left of the run's plan, intent before effect. To resume after any interruption, call it again. A stage once
 * begun is finished even when the turn is lost in it: half a component would be worse.
 */
export async function execute(run: Run, world: World, lost: Lost): Promise<Outcome> {
  const { plan } = run;
  const status = statusOf(await run.entries());
  const [first] = plan.stages.flatMap(({ steps }) => steps);
  const stoppedBefore = (step: Step, stage: Stage, reason: string): Outcome =>
    step === first && status.size === 0
      ? { kind: 'not-begun', reason }
      : { kind: 'stopped', step: step.id, stage: stage.name, reason };
  for (const [index, stage] of plan.stages.entries()) {
    world.tell({ kind: 'stage', stage, number: index + 1, of: plan.stages.length });
    const next = stage.steps.find(({ id }) => status.get(id) !== 'done');
    const why = next && lost();
    if (next !== undefined && why !== undefined) return stoppedBefore(next, stage, why);
    for (const step of stage.steps) {
      const isDone = status.get(step.id) === 'done';
      if (isDone && !isDueAgain(step, stage, status)) continue;
      if (world.clock.stopRequested()) return stoppedBefore(step, stage, 'asked to stop');
      const reason = isDone ? await again(step, run, world) : await recorded(step, run, world);
      if (reason !== undefined) return { kind: 'stopped', step: step.id, stage: stage.name, reason };
    }
  }
  return { kind: 'complete' };
}

/**
 * What a resumed run does once more although its journal says that it is done. A gate that was open then says nothing of now, unless
 * what lies behind it was begun: that has to be finished. A refusal of connections does not outlive the run that began it (whoever
 * came next opened the port, or the machine was booted), so it precedes what is left to be restarted.
 */
function isDueAgain({ kind }: Step, { steps }: Stage, status: ReadonlyMap<StepId, StepStatus>): boolean {
  if (kind === 'gate') return !steps.some((other) => other.kind !== 'gate' && status.has(other.id));
  if (kind === 'drain') return steps.some((other) => other.kind === 'restart' && status.get(other.id) !== 'done');
  return false;
}

/** The journal has said since the first time that it was begun. */
async function again(step: Step, run: Run, world: World): Promise<string | undefined> {
  const ending = await carriedOut(step, sceneOf(step, run, world));
  return 'reason' in ending ? ending.reason : undefined;
}

/** One step with its journal lines; the reason when it failed. */
async function recorded(step: Step, run: Run, world: World): Promise<string | undefined> {
  await run.record({ event: 'started', step: step.id, at: world.clock.now() });
  world.tell({ kind: 'step-started', step, ...placeOf(step, run) });
  const ending = await carriedOut(step, sceneOf(step, run, world));
  if ('reason' in ending) {
    await run.record({ event: 'failed', step: step.id, at: world.clock.now(), ...ending });
    world.tell({ kind: 'step-failed', step, reason: ending.reason });
    return ending.reason;
  }
  await run.record({ event: 'done', step: step.id, at: world.clock.now(), facts: ending.facts });
  world.tell({ kind: 'step-done', step, facts: ending.facts, already: ending.already });
  return undefined;
}

type Ending =
  | { readonly facts: Facts; readonly already: boolean }
  | { readonly reason: string; readonly touched: boolean };

/** Look, touch, look: a step is done when the node shows it, never because `apply` returned. */
async function carriedOut(step: Step, scene: Scene): Promise<Ending> {
  const handler = handlers[step.kind] as Handler<Step>;
  let touched = false;
  try {
    const before = await handler.inspect(step, scene);
    if (before.kind === 'drifted') return { reason: before.why, touched };
    if (before.kind === 'done') return { facts: before.facts, already: true };
    touched = true;
    const facts = await handler.apply(step, scene);
    return ended(await handler.inspect(step, scene), facts);
  } catch (thrown) {
    return { reason: reasonOf(thrown), touched };
  }
}

function ended(after: Seen, facts: Facts): Ending {
  switch (after.kind) {
    case 'done':
      return { facts: { ...facts, ...after.facts }, already: false };
    case 'pending':
    case 'drifted':
      return { reason: after.why, touched: true };
  }
}

function sceneOf(step: Step, run: Run, world: World): Scene {
  return {
    world,
    store: world.store(storeOf(run)),
    plan: run.plan,
    run: run.id,
    waiting: (why, until) => world.tell({ kind: 'waiting', step, why, ...(until !== undefined && { until }) }),
    timeGiven: (to, until) => world.tell({ kind: 'time-given', step, to, until }),
  };
}

/** Which of its stage's steps it is. */
function placeOf(step: Step, { plan }: Run): { readonly number: number; readonly of: number } {
  const { steps } = plan.stages.find((stage) => stage.steps.includes(step)) ?? { steps: [step] };
  return { number: steps.indexOf(step) + 1, of: steps.length };
}

/** A rollback undoes with what the run it undoes has kept and made. */
const storeOf = ({ id, plan }: Run): string => (plan.intent.kind === 'rollback' ? plan.intent.of : id);
