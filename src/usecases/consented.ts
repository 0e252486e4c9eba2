import type { Inventory } from '../core/inventory.ts';
import type { Plan } from '../core/plan/plan.ts';
import type { World } from '../ports/world.ts';
import { carryOut } from './carry-out.ts';
import { preflight } from './preflight.ts';
import { refuseWhileOpen } from './recorded-runs.ts';
import type { ChangeReport, Consent, ObserveRequest } from './requests.ts';

export interface Proposal {
  readonly plan: Plan;
  readonly before: Inventory;
  readonly request: ObserveRequest;
  readonly consent: Consent;
}

/** What every plan goes through: shown, consented to, the lock taken, everything checked, and only then carried out. */
export async function consented({ plan, before, request, consent }: Proposal, world: World): Promise<ChangeReport> {
  if (plan.stages.length === 0) return { kind: 'nothing-to-do', leftAlone: plan.leftAlone };
  if (!(await consent(plan))) return { kind: 'planned', plan };
  const held = await world.lock.acquire();
  try {
    await refuseWhileOpen(world.runs);
    await preflight(plan, before, request, world);
    const run = await world.runs.create(plan);
    return await carryOut({ run, request, mayRollBack: true }, world);
  } finally {
    await held.release();
  }
}
