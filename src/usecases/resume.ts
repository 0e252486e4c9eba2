import { PerennialError } from '../core/errors.ts';
import { undoingOf } from '../core/plan/run-state.ts';
import type { Run } from '../ports/run.ts';
import type { World } from '../ports/world.ts';
import { carryOut } from './carry-out.ts';
import { admitLeft } from './left-refused.ts';
import { openAmong, recordedRuns } from './recorded-runs.ts';
import type { ChangeReport, Consent, ObserveRequest } from './requests.ts';
import { refuseEndless } from './way-back.ts';

export interface ResumeRequest extends ObserveRequest {
  /** Its id; the unfinished one when absent. */
  readonly run?: string;
  readonly consent: Consent;
}

/** Carries out what is left of an unfinished run. There is no resume mode: the same execution, called again. */
export async function resume(request: ResumeRequest, world: World): Promise<ChangeReport> {
  const held = await world.lock.acquire();
  try {
    await admitLeft(world);
    const run = await unfinished(request.run, world);
    if (run === undefined) return { kind: 'nothing-to-do', leftAlone: [] };
    if (!(await request.consent(run.plan))) return { kind: 'planned', plan: run.plan };
    return await carryOut({ run, request, mayRollBack: run.plan.intent.kind !== 'rollback' }, world);
  } finally {
    await held.release();
  }
}

async function unfinished(id: string | undefined, world: World): Promise<Run | undefined> {
  const { runs } = world;
  const all = await recordedRuns(runs);
  const open = openAmong(all);
  if (id !== undefined && !open.includes(id)) {
    throw new PerennialError('run-unknown', `there is no unfinished run ${id}`, { next: 'perennial status' });
  }
  const chosen = all.find((run) => run.id === (id ?? open.at(-1)));
  if (chosen === undefined) return undefined;
  const undoing = undoingOf(chosen, all);
  if (undoing !== undefined) {
    throw new PerennialError('run-open', `the run ${chosen.id} is being undone: its rollback ${undoing.id} was begun`, {
      hint: 'finish the rollback',
      next: `perennial resume ${undoing.id}`,
    });
  }
  const { intent } = chosen.plan;
  const undone = intent.kind === 'rollback' ? all.find(({ id }) => id === intent.of) : undefined;
  if (undone !== undefined) await refuseEndless(chosen, undone, world);
  return await runs.open(chosen.id);
}
