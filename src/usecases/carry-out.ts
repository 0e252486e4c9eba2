import { findingsOf } from '../core/check/check.ts';
import { PerennialError } from '../core/errors.ts';
import type { Instant } from '../core/instant.ts';
import type { Outcome, RunReport, WitnessReport } from '../core/plan/report.ts';
import { runReportOf } from '../core/plan/run-report.ts';
import { begunSteps } from '../core/plan/run-state.ts';
import { undoesItself } from '../core/plan/undoes-itself.ts';
import type { Run } from '../ports/run.ts';
import type { World } from '../ports/world.ts';
import { tryToSave, tryToTidy } from './after-run.ts';
import { execute } from './execute.ts';
import { inTurn, type Lost, type TurnRules } from './in-turn.ts';
import { admitAtEnd } from './left-refused.ts';
import { noting } from './noting.ts';
import { observe } from './observe.ts';
import { tryToPublish, tryToPublishNow } from './publish-report.ts';
import type { ChangeReport, ObserveRequest } from './requests.ts';
import { wayBackFrom } from './way-back.ts';

export interface CarryOut {
  readonly run: Run;
  readonly request: ObserveRequest;
  /** Whether a failure is undone at once, as the policy says; a rollback that fails is left for a person. */
  readonly mayRollBack: boolean;
  /** What has to hold when the turn of this node has come; absent: nothing, as for what was begun already. */
  readonly turn?: TurnRules;
}

type Ran = Extract<ChangeReport, { kind: 'ran' }>;

/** Executes a run when it is this node's turn, under the witness, undoes it when it failed, looks again, and saves the report. */
export async function carryOut(asked: CarryOut, world: World): Promise<ChangeReport> {
  const heard = { ...world, tell: noting(asked.run.id, world) };
  return await inTurn(asked.run, heard, asked.turn ?? {}, (lost) => published(asked, heard, lost));
}

/** Told to the other nodes before the next one has its turn: it must not begin what failed here. */
async function published(asked: CarryOut, world: World, lost: Lost): Promise<ChangeReport> {
  try {
    const change = await carriedOut(asked, world, lost);
    await tryToPublish({ inventory: change.after, findings: change.remaining }, asked.request, world);
    return change;
  } catch (thrown) {
    if (thrown instanceof PerennialError) await tryToPublishNow(asked.request, world);
    throw thrown;
  }
}

async function carriedOut({ run, request, mayRollBack }: CarryOut, world: World, lost: Lost): Promise<Ran> {
  const startedAt = world.clock.now();
  const { ending, witness } = await witnessed(world, async () => {
    const outcome = await executed(run, world, lost);
    const hasFailed = outcome.kind === 'stopped' && !world.clock.stopRequested() && lost() === undefined;
    const undo = hasFailed && mayRollBack && request.policy.onFailure === 'roll-back';
    return {
      outcome,
      isLeftOpen: hasFailed && request.policy.onFailure === 'stop',
      rolledBackBy: undo ? await orOpen(run, () => rolledBack(run, outcome.reason, world, lost)) : undefined,
    };
  });
  const { outcome, isLeftOpen, rolledBackBy } = ending;
  const report: RunReport = {
    ...(await reported({ run, startedAt, outcome, witness, isLeftOpen }, world)),
    ...(rolledBackBy !== undefined && { rolledBackBy }),
  };
  await tryToSave(report, run, world);
  const after = await observe(world, request);
  await tryToTidy(request, world);
  return { kind: 'ran', plan: run.plan, report, remaining: findingsOf(after, request.policy), after };
}

/** However the work ends, the witness does not go on asking. */
async function witnessed<T>(
  { reach, witness, tell }: World,
  work: () => Promise<T>,
): Promise<{ readonly ending: T; readonly witness: WitnessReport | undefined }> {
  const watching = reach === 'files' ? undefined : await witness.start(tell);
  try {
    const ending = await work();
    return { ending, witness: await watching?.stop() };
  } catch (thrown) {
    await watching?.stop();
    throw thrown;
  }
}

/** However a run ends, no port stays refused after it, and what it came to is known whatever becomes of the port. */
async function executed(run: Run, world: World, lost: Lost): Promise<Outcome> {
  try {
    return await orOpen(run, () => execute(run, world, lost));
  } finally {
    await admitAtEnd(run, world);
  }
}

/**
 * What is thrown past the steps is a journal that cannot be written, or a rollback for which there is no room: something was begun,
 * and nothing may follow.
 */
async function orOpen<T>(run: Run, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    if (!(thrown instanceof PerennialError) || thrown.code === 'interrupted') throw thrown;
    throw new PerennialError('interrupted', `the run ${run.id} cannot go on: ${thrown.message}`, {
      hint: 'it is open: mend this, then finish it with perennial resume, or undo it with perennial rollback',
      next: 'perennial status',
      ...(thrown.file !== undefined && { file: thrown.file }),
      cause: thrown,
    });
  }
}

/** Undoes what was begun, by a run like any other; undefined where there is no way back. */
async function rolledBack(run: Run, reason: string, world: World, lost: Lost): Promise<RunReport['rolledBackBy']> {
  const recorded = { id: run.id, plan: run.plan, entries: await run.entries() };
  if (!undoesItself(run.plan, begunSteps(recorded))) return undefined;
  const { plan, problem } = await wayBackFrom(recorded, world);
  if (problem !== undefined) return undefined;
  world.tell({ kind: 'rolling-back', reason });
  const startedAt = world.clock.now();
  const undoing = await world.runs.create(plan);
  const outcome = await executed(undoing, world, lost);
  if (outcome.kind === 'not-begun') return undefined;
  await tryToSave(await reported({ run: undoing, startedAt, outcome }, world), undoing, world);
  return { run: undoing.id, outcome };
}

interface Ended {
  readonly run: Run;
  readonly startedAt: Instant;
  readonly outcome: Outcome;
  readonly witness?: WitnessReport | undefined;
  /** Whether the configuration leaves what failed to a person. One whom a person stopped is, too. */
  readonly isLeftOpen?: boolean;
}

async function reported(ended: Ended, { clock }: World): Promise<RunReport> {
  const { run, startedAt, outcome, witness } = ended;
  const isLeftOpen = outcome.kind === 'stopped' && (ended.isLeftOpen === true || clock.stoppedByPerson());
  const facts = { run: run.id, plan: run.plan, entries: await run.entries(), startedAt, endedAt: clock.now(), outcome };
  return runReportOf({ ...facts, isLeftOpen, ...(witness !== undefined && { witness }) });
}
