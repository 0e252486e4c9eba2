import { findingsOf } from '../core/check/check.ts';
import { PerennialError } from '../core/errors.ts';
import type { Inventory } from '../core/inventory.ts';
import type { Plan } from '../core/plan/plan.ts';
import type { Outcome, RunReport, WitnessReport } from '../core/plan/report.ts';
import { rollbackPlan } from '../core/plan/rollback.ts';
import { runReportOf } from '../core/plan/run-report.ts';
import { begunSteps } from '../core/plan/run-state.ts';
import type { Run } from '../ports/run.ts';
import type { World } from '../ports/world.ts';
import { execute } from './execute.ts';
import { observe } from './observe.ts';
import type { ChangeReport, ObserveRequest } from './requests.ts';

export interface CarryOut {
  readonly run: Run;
  readonly before: Inventory;
  readonly request: ObserveRequest;
  /** Whether a failure is undone at once, as the policy says; a rollback that fails is left for a person. */
  readonly mayRollBack: boolean;
}

/** Executes a run under the witness, undoes it when it failed, looks again, and saves the report. */
export async function carryOut({ run, before, request, mayRollBack }: CarryOut, world: World): Promise<ChangeReport> {
  const startedAt = world.clock.now();
  const watching = world.reach === 'files' ? undefined : await world.witness.start();
  const outcome = await executed(run, world);
  const undo =
    outcome.kind === 'stopped' &&
    mayRollBack &&
    request.policy.onFailure === 'roll-back' &&
    !replacesExpired(run.plan, before) &&
    !world.clock.stopRequested();
  const rolledBackBy = undo ? await rolledBack(run, outcome.reason, world) : undefined;
  const witness: WitnessReport | undefined = await watching?.stop();
  const entries = await run.entries();
  const facts = { run: run.id, plan: run.plan, entries, before, startedAt, endedAt: world.clock.now(), outcome };
  const report: RunReport = {
    ...runReportOf({ ...facts, ...(witness !== undefined && { witness }) }),
    ...(rolledBackBy !== undefined && { rolledBackBy }),
  };
  await run.report(report);
  const after = await observe(world, request);
  await tidy(request, world);
  return { kind: 'ran', plan: run.plan, report, remaining: findingsOf(after, request.policy), after };
}

/** What is thrown past the steps is a journal that cannot be written: something was begun, and nothing may follow. */
async function executed(run: Run, world: World): Promise<Outcome> {
  try {
    return await execute(run, world);
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

/** Nobody would accept what a rollback puts back, so it could never be proved: the run stays open, to be resumed. */
function replacesExpired({ stages }: Plan, { leaves, takenAt }: Inventory): boolean {
  const renewed = stages.flatMap(({ steps }) =>
    steps.flatMap((step) => (step.kind === 'issue' ? [step.request.name] : [])),
  );
  return leaves.some(
    ({ name, certificate }) =>
      renewed.includes(name) && certificate.kind === 'read' && certificate.value.notAfter <= takenAt,
  );
}

async function rolledBack(run: Run, reason: string, world: World): Promise<RunReport['rolledBackBy']> {
  world.tell({ kind: 'rolling-back', reason });
  const undoing = await beginRollback(run, world);
  return { run: undoing.id, outcome: await executed(undoing, world) };
}

/** The run that undoes what was begun of another: a plan like any other. */
async function beginRollback(run: Run, world: World): Promise<Run> {
  const plan: Plan = rollbackPlan(run.plan, run.id, begunSteps({ entries: await run.entries() }));
  return await world.runs.create(plan);
}

async function tidy({ policy }: ObserveRequest, { runs, clock }: World): Promise<void> {
  await runs.prune({ keepRuns: policy.keepRuns, keepKeysFor: policy.keepOldKeys, now: clock.now() });
}
