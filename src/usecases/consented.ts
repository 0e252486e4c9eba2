import type { Inventory } from '../core/inventory.ts';
import type { Plan } from '../core/plan/plan.ts';
import type { Blocker } from '../core/schedule/blocker.ts';
import type { World } from '../ports/world.ts';
import { carryOut } from './carry-out.ts';
import type { TurnRules } from './in-turn.ts';
import { admitLeft } from './left-refused.ts';
import { observe } from './observe.ts';
import { preflight } from './preflight.ts';
import { refuseWhileOpen } from './recorded-runs.ts';
import type { ChangeReport, Consent, ObserveRequest } from './requests.ts';
import { whileLooking } from './while-looking.ts';

export interface Proposal {
  readonly plan: Plan;
  readonly before: Inventory;
  readonly request: ObserveRequest;
  readonly consent: Consent;
  /** What else has to hold when the turn of this node has come. */
  readonly turn?: ScheduledTurn;
  /** What stands in the way, and does not stop an emergency. */
  readonly despite?: readonly Blocker[];
}

export interface ScheduledTurn {
  readonly place: NonNullable<TurnRules['place']>;
  /** After a wait, from a new look: what does not stop it. Throws when it is no time for a renewal any more. */
  stillReady(now: Inventory): Promise<readonly Blocker[]>;
}

/** What every plan goes through: shown, consented to, the lock taken, everything checked, and only then carried out. */
export async function consented(
  { plan, before, request, consent, turn, despite = [] }: Proposal,
  world: World,
): Promise<ChangeReport> {
  if (plan.stages.length === 0) return { kind: 'nothing-to-do', leftAlone: plan.leftAlone, plan };
  if (!(await consent(plan))) return { kind: 'planned', plan };
  const held = await world.lock.acquire();
  try {
    await admitLeft(world);
    await refuseWhileOpen(world.runs);
    await whileLooking('what could be in the way', world, () =>
      preflight(plan, before, { ...request, despite }, world),
    );
    if (world.clock.stopRequested()) return { kind: 'planned', plan };
    const run = await world.runs.create(plan);
    const stillReady = async (): Promise<void> => {
      const now = await observe(world, request);
      const still = (await turn?.stillReady(now)) ?? despite;
      await preflight(plan, now, { ...request, despite: still }, world);
    };
    const rules: TurnRules = { stillReady, ...(turn !== undefined && { place: turn.place }) };
    return await carryOut({ run, request, mayRollBack: true, turn: rules }, world);
  } finally {
    await held.release();
  }
}
