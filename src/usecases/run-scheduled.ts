import { PerennialError } from '../core/errors.ts';
import { DAY } from '../core/instant.ts';
import type { Inventory } from '../core/inventory.ts';
import type { Plan } from '../core/plan/plan.ts';
import { renewalPlan } from '../core/plan/renewal.ts';
import { wishFor } from '../core/plan/wish.ts';
import type { Policy } from '../core/policy.ts';
import { type Decision, decisionOf, type Due } from '../core/schedule/decision.ts';
import { dueIn, lifetimesIn } from '../core/schedule/due.ts';
import { type Cramped, crampedOnes } from '../core/schedule/room.ts';
import type { World } from '../ports/world.ts';
import { type AnsweredRequest, answerRequests } from './answer-requests.ts';
import { blockersNow } from './blockers-now.ts';
import { consented } from './consented.ts';
import { admitLeftUnlessBusy } from './left-refused.ts';
import { refuseWithoutControlPlane } from './no-control-plane.ts';
import { observe } from './observe.ts';
import { recordLook } from './record-look.ts';
import { obstacleNow } from './readiness.ts';
import { openRunIds } from './recorded-runs.ts';
import type { ChangeReport, ObserveRequest } from './requests.ts';
import { resume } from './resume.ts';
import { scheduledTurn } from './scheduled-turn.ts';
import { whyLeftOpen } from './why-left-open.ts';

/** How one call of a schedule ends. */
export type ScheduledReport =
  | {
      readonly kind: 'decided';
      readonly decision: Exclude<Decision, { kind: 'renew' }>;
      readonly due: readonly Due[];
      /** How this node was found. */
      readonly before: Inventory;
      /** What would be in the way of a renewal of everything, found while there is time. */
      readonly obstacle?: PerennialError;
      readonly answered: readonly AnsweredRequest[];
    }
  | {
      readonly kind: 'renewed';
      readonly decision: Extract<Decision, { kind: 'renew' }>;
      readonly change: ChangeReport;
      readonly answered: readonly AnsweredRequest[];
    }
  /** What an earlier run left unfinished; whatever is due waits for the next call. */
  | { readonly kind: 'finished'; readonly change: ChangeReport }
  /** The same, but people want it as it is. */
  | {
      readonly kind: 'left';
      readonly run: string;
      readonly why: string;
      readonly before: Inventory;
      readonly answered: readonly AnsweredRequest[];
    };

/**
 * What a timer calls: finishes what was cut off, else looks, decides, and renews what is due when this is the time for it. Nobody is
 * asked: the configuration is the consent.
 */
export async function runScheduled(request: ObserveRequest, world: World): Promise<ScheduledReport> {
  await admitLeftUnlessBusy(world);
  const open = (await openRunIds(world.runs)).at(-1);
  if (open !== undefined) return await finishedOrLeft(open, request, world);
  const { before, plan, due, decision } = await decided(request, world);
  const answered = await answeredNow(before, request.policy, world);
  if (decision.kind !== 'renew')
    return { kind: 'decided', decision, due, before, answered, ...(await obstacleFor(before, request, world)) };
  const despiteEtcd = decision.despite.some(({ kind }) => kind === 'etcd');
  const chosen = despiteEtcd ? renewalPlan(before, { ...wishFor('due', request.policy), despiteEtcd }) : plan;
  const turn = decision.lastChance ? {} : { turn: scheduledTurn({ before, due }, request, world) };
  const { despite } = decision;
  const change = await consented({ plan: chosen, before, request, consent, despite, ...turn }, world);
  return { kind: 'renewed', decision, change, answered };
}

async function finishedOrLeft(id: string, request: ObserveRequest, world: World): Promise<ScheduledReport> {
  const before = await observe(world, request);
  const why = await whyLeftOpen(await world.runs.open(id), before, request.policy);
  if (why === undefined) return { kind: 'finished', change: await resume({ ...request, consent }, world) };
  await recordLook(before, world);
  return { kind: 'left', run: id, why, before, answered: await answeredNow(before, request.policy, world) };
}

export interface Decided {
  readonly before: Inventory;
  readonly plan: Plan;
  readonly due: readonly Due[];
  readonly decision: Decision;
}

/** Looks, and decides what this moment is for; changes nothing. */
export async function decided(request: ObserveRequest, world: World): Promise<Decided> {
  const before = await observe(world, request);
  refuseWithoutControlPlane(before);
  await recordLook(before, world);
  refuseCramped(before, request.policy);
  const plan = renewalPlan(before, wishFor('due', request.policy));
  const due = dueIn(plan, before, request.policy);
  const blockers = due.length === 0 ? [] : await blockersNow(before, request.policy, world);
  return { before, plan, due, decision: decisionOf(due, blockers, request.policy, before.takenAt) };
}

/** Whatever is decided: an approval changes nothing here. What cannot be asked now is asked again by the next call. */
async function answeredNow(before: Inventory, policy: Policy, world: World): Promise<readonly AnsweredRequest[]> {
  const { reach, clock } = before;
  if (!policy.approveKubeletServing || reach !== 'full' || clock.apiServerOffsetMilliseconds === undefined) return [];
  try {
    return await answerRequests(world, before, true);
  } catch (thrown) {
    if (thrown instanceof PerennialError) return [];
    throw thrown;
  }
}

async function obstacleFor(before: Inventory, request: ObserveRequest, world: World) {
  const obstacle = await obstacleNow(before, request, world);
  return obstacle === undefined ? {} : { obstacle };
}

const consent = async (): Promise<boolean> => true;

/** A configuration under which a certificate can run out although nothing went wrong is refused while there is time. */
export function refuseCramped(inventory: Inventory, policy: Policy): void {
  const cramped = crampedOnes(lifetimesIn(inventory, policy), policy, inventory.takenAt);
  const [worst] = cramped.toSorted((one, other) => one.has - other.has);
  if (worst !== undefined) throw crampedProblem(worst, cramped.length, policy);
}

function crampedProblem({ name, has, needs }: Cramped, count: number, { window }: Policy): PerennialError {
  const others = count > 1 ? ` (and ${String(count - 1)} more)` : '';
  const chances = window === undefined ? 'two looks of the schedule' : 'two openings of the window';
  return new PerennialError(
    'config-invalid',
    `${name}${others} is due ${inDays(has)} before its end, but ${chances} may take ${inDays(needs)}`,
    {
      hint: `renew earlier (thresholds: renewal), or ${window === undefined ? 'look more often (look: daily)' : 'open the window more often'}`,
      next: 'perennial window --next 5',
    },
  );
}

const inDays = (milliseconds: number): string => `${String(Math.round((milliseconds / DAY) * 10) / 10)} days`;
