import { PerennialError } from '../core/errors.ts';
import { rollbackPlan } from '../core/plan/rollback.ts';
import { begunSteps, isAboutAnother, type RecordedRun, stateOf } from '../core/plan/run-state.ts';
import type { World } from '../ports/world.ts';
import { carryOut } from './carry-out.ts';
import { admitLeft } from './left-refused.ts';
import { recordedRuns } from './recorded-runs.ts';
import type { ChangeReport, Consent, ObserveRequest } from './requests.ts';
import { noWayBack, wayBackFrom } from './way-back.ts';

export interface RollbackRequest extends ObserveRequest {
  /** Its id; the last run that changed something when absent. */
  readonly run?: string;
  readonly consent: Consent;
}

/** Puts back what a run replaced, and proves it: a plan of its own, journaled and resumable like any other. */
export async function rollback(request: RollbackRequest, world: World): Promise<ChangeReport> {
  const held = await world.lock.acquire();
  try {
    await admitLeft(world);
    const all = await recordedRuns(world.runs);
    const target = chosen(all, request.run);
    const { plan, problem } = await wayBackFrom(target, world);
    if (problem !== undefined) throw refusal(target, all, problem);
    if (!(await request.consent(plan))) return { kind: 'planned', plan };
    const run = await world.runs.create(plan);
    return await carryOut({ run, request, mayRollBack: false }, world);
  } finally {
    await held.release();
  }
}

/** A run is undone as long as nothing later changed the same node: what lies on top of it has to go first. */
function chosen(all: readonly RecordedRun[], id: string | undefined): RecordedRun {
  const undoable = all.filter((run) => !isAboutAnother(run.plan) && isUndoable(run, all));
  const target = id === undefined ? undoable.at(-1) : undoable.find((run) => run.id === id);
  if (target === undefined) throw notUndoable(id);
  const later = undoable.at(-1);
  if (later !== undefined && later.id !== target.id) {
    throw new PerennialError('drifted', `the run ${later.id} came after ${target.id} and stands on it`, {
      hint: 'roll that one back first',
      next: `perennial rollback ${later.id}`,
    });
  }
  return target;
}

function refusal(target: RecordedRun, all: readonly RecordedRun[], problem: string): PerennialError {
  const message = `the run ${target.id} cannot be rolled back: ${problem}`;
  return stateOf(target, all) === 'open'
    ? noWayBack(message, {
        hint: 'finish it with perennial resume, or end it where it stands with perennial abandon',
        next: 'perennial resume',
      })
    : noWayBack(message, { hint: 'nothing was undone: new certificates are the way on', next: 'perennial renew' });
}

/** A complete run that changed nothing, as the second half of a rescue, lies on top of nothing. */
function isUndoable(run: RecordedRun, all: readonly RecordedRun[]): boolean {
  const state = stateOf(run, all);
  if (state !== 'complete') return state === 'open';
  return rollbackPlan(run.plan, run.id, begunSteps(run)).stages.length > 0;
}

function notUndoable(id: string | undefined): PerennialError {
  const message =
    id === undefined
      ? 'there is no run that could be rolled back'
      : `the run ${id} cannot be rolled back: it does not exist, changed nothing, or is undone already`;
  return new PerennialError('run-unknown', message, { next: 'perennial status' });
}
