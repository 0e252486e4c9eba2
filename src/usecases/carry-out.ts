import { findingsOf } from '../core/check/check.ts';
import { PerennialError } from '../core/errors.ts';
import type { Instant } from '../core/instant.ts';
import type { Plan } from '../core/plan/plan.ts';
import type { Outcome, RunReport, WitnessReport } from '../core/plan/report.ts';
import { putsBackExpired, rollbackPlan } from '../core/plan/rollback.ts';
import { runReportOf } from '../core/plan/run-report.ts';
import { begunSteps } from '../core/plan/run-state.ts';
import { undoesItself } from '../core/plan/undoes-itself.ts';
import type { Run } from '../ports/run.ts';
import type { World } from '../ports/world.ts';
import { admitAll } from '../steps/admit.ts';
import { execute } from './execute.ts';
import { inTurn, type Lost, type TurnRules } from './in-turn.ts';
import { mayRefuse } from './left-refused.ts';
import { noting } from './noting.ts';
import { observe } from './observe.ts';
import { tryToPublish, tryToPublishNow } from './publish-report.ts';
import type { ChangeReport, ObserveRequest } from './requests.ts';

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
    const undo =
      outcome.kind === 'stopped' &&
      mayRollBack &&
      request.policy.onFailure === 'roll-back' &&
      !world.clock.stopRequested() &&
      lost() === undefined;
    return { outcome, rolledBackBy: undo ? await rolledBack(run, outcome.reason, world, lost) : undefined };
  });
  const { outcome, rolledBackBy } = ending;
  const report: RunReport = {
    ...(await reported({ run, startedAt, outcome, witness }, world)),
    ...(rolledBackBy !== undefined && { rolledBackBy }),
  };
  await run.report(report);
  const after = await observe(world, request);
  await tidy(request, world);
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

/** However a run ends, no port stays refused after it. */
async function executed(run: Run, world: World, lost: Lost): Promise<Outcome> {
  try {
    return await executedOrOpen(run, world, lost);
  } finally {
    if (mayRefuse(run)) await admitAll(world);
  }
}

/** What is thrown past the steps is a journal that cannot be written: something was begun, and nothing may follow. */
async function executedOrOpen(run: Run, world: World, lost: Lost): Promise<Outcome> {
  try {
    return await execute(run, world, lost);
  } catch (thrown) {
    if (!(thrown instanceof PerennialError)) throw thrown;
    throw new PerennialError('interrupted', `the run ${run.id} cannot go on: ${thrown.message}`, {
      hint: 'it is open: mend this, then finish it with perennial resume, or undo it with perennial rollback',
      next: 'perennial status',
      ...(thrown.file !== undefined && { file: thrown.file }),
      cause: thrown,
    });
  }
}

/** Undoes what was begun, by a run like any other; undefined where that would bring back what nobody accepts any more. */
async function rolledBack(run: Run, reason: string, world: World, lost: Lost): Promise<RunReport['rolledBackBy']> {
  const begun = begunSteps({ entries: await run.entries() });
  if (!undoesItself(run.plan, begun)) return undefined;
  const plan: Plan = rollbackPlan(run.plan, run.id, begun);
  if (putsBackExpired(plan, run.plan, world.clock.now())) return undefined;
  world.tell({ kind: 'rolling-back', reason });
  const startedAt = world.clock.now();
  const undoing = await world.runs.create(plan);
  const outcome = await executed(undoing, world, lost);
  await undoing.report(await reported({ run: undoing, startedAt, outcome }, world));
  return { run: undoing.id, outcome };
}

interface Ended {
  readonly run: Run;
  readonly startedAt: Instant;
  readonly outcome: Outcome;
  readonly witness?: WitnessReport | undefined;
}

async function reported({ run, startedAt, outcome, witness }: Ended, { clock }: World): Promise<RunReport> {
  const facts = { run: run.id, plan: run.plan, entries: await run.entries(), startedAt, endedAt: clock.now(), outcome };
  return runReportOf({ ...facts, ...(witness !== undefined && { witness }) });
}

async function tidy({ policy }: ObserveRequest, { runs, clock }: World): Promise<void> {
  await runs.prune({ keepRuns: policy.keepRuns, keepKeysFor: policy.keepOldKeys, now: clock.now() });
}
