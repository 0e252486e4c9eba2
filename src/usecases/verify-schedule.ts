import { PerennialError } from '../core/errors.ts';
import type { Inventory } from '../core/inventory.ts';
import { renewalPlan } from '../core/plan/renewal.ts';
import { wishFor } from '../core/plan/wish.ts';
import { dueIn } from '../core/schedule/due.ts';
import type { SchedulerName } from '../core/schedule/scheduled-file.ts';
import type { Triggered } from '../ports/scheduler.ts';
import type { World } from '../ports/world.ts';
import { observe } from './observe.ts';
import { refuseWhileOpen } from './recorded-runs.ts';
import type { ObserveRequest } from './requests.ts';
import { refuseCramped } from './run-scheduled.ts';
import { installedSchedules, type SchedulePlace } from './schedule.ts';

export interface Verified {
  readonly scheduler: SchedulerName;
  readonly triggered: Triggered;
  /** What is another after it than before; must be empty. */
  readonly changed: readonly string[];
}

/**
 * Has the scheduler do now, for once, what it will do by itself: the installed files, their surroundings, our program in them, to
 * the end. Refused while something is unfinished or due, for then it would rightly change something.
 */
export async function verifySchedule(place: SchedulePlace, request: ObserveRequest, world: World): Promise<Verified> {
  const [installed] = await installedSchedules(place);
  if (installed === undefined) {
    throw new PerennialError('no-scheduler', 'no schedule is installed', { next: 'perennial schedule install' });
  }
  if (!installed.current) {
    throw new PerennialError(
      'plan-stale',
      `the files of ${installed.scheduler} are not what the configuration makes now`,
      {
        hint: 'install them again',
        next: `perennial schedule install --with ${installed.scheduler}`,
      },
    );
  }
  await refuseWhileOpen(world.runs);
  const before = await observe(world, request);
  refuseCramped(before, request.policy);
  refuseWhatIsDue(before, request);
  const scheduler = await place.schedulerOf(installed.scheduler);
  const triggered = await scheduler.trigger();
  const after = await observe(world, request);
  return { scheduler: installed.scheduler, triggered, changed: changedBetween(before, after) };
}

function refuseWhatIsDue(before: Inventory, { policy }: ObserveRequest): void {
  const plan = renewalPlan(before, wishFor('due', policy));
  const due = dueIn(plan, before, policy).map(({ name }) => name);
  if (due.length === 0) return;
  throw new PerennialError('plan-stale', `${due.join(', ')} would be renewed by the schedule, now or in its window`, {
    hint: 'renew first, then verify that nothing is changed when nothing is due',
    next: 'perennial renew',
  });
}

/** Files by content and time of change, containers by id. */
function changedBetween(before: Inventory, after: Inventory): readonly string[] {
  const [was, is] = [traitsOf(before), traitsOf(after)];
  return [...new Set([...was.keys(), ...is.keys()])].filter((name) => was.get(name) !== is.get(name));
}

function traitsOf({ leaves, layout, containers, authorities }: Inventory): ReadonlyMap<string, string> {
  const traits: readonly (readonly [string, unknown])[] = [
    ...leaves.map(({ name, certificate, key, file }) => [name, [certificate, key, file]] as const),
    ...authorities.map(({ name, members, key }) => [name, [members, key]] as const),
    ...layout.manifests.map(({ path, digest }) => [path, digest] as const),
    ...containers.map(({ component, id }) => [`container of ${component}`, id] as const),
  ];
  return new Map(traits.map(([name, value]) => [name, JSON.stringify(value)]));
}
