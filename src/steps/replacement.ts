import { PerennialError } from '../core/errors.ts';
import type { Container } from '../core/inventory.ts';
import type { Component, Path } from '../core/names.ts';
import type { Facts } from '../core/plan/journal.ts';
import type { Scene } from './handler.ts';
import { handover } from './handover.ts';
import { until } from './until.ts';

/** Which container of a component counts as restarted. */
export interface Replacement {
  readonly component: Component;
  readonly newerThan: readonly Path[];
  readonly notContainer?: string;
  readonly orAway?: true;
  readonly graceSeconds: number;
  readonly lease?: string;
}

/** A start time read from /proc may be late by a clock tick; a container this close to the file's change is taken for older. */
export const TICK_MILLISECONDS = 20;

/** The kubelet's longest back-off is five minutes. */
const STARTED_WITHIN_SECONDS = 360;

export async function runningContainer(component: Component, { world }: Scene): Promise<Container | undefined> {
  return (await world.containers.running()).find((container) => container.component === component);
}

/** The container that runs now, when it was started after the files changed and is not the one that had to go. */
export async function replaced(wanted: Replacement, scene: Scene): Promise<Container | undefined> {
  const container = await runningContainer(wanted.component, scene);
  if (container === undefined || container.id === wanted.notContainer) return undefined;
  const changes = await Promise.all(wanted.newerThan.map((path) => scene.world.files.changedAt(path)));
  return changes.every((changedAt) => container.startedAt > changedAt + TICK_MILLISECONDS) ? container : undefined;
}

/** Whether none of its containers runs, and none has to. */
export async function isAwayAsAllowed({ component, orAway }: Replacement, scene: Scene): Promise<boolean> {
  return orAway === true && (await runningContainer(component, scene)) === undefined;
}

/**
 * Stops the old container through the runtime; the kubelet starts the next one, and that is waited for. One that was just being
 * started when the files changed shows up only later, has read the old ones, and is stopped as well.
 */
export async function replace(wanted: Replacement, scene: Scene): Promise<Facts> {
  const { world, waiting } = scene;
  const stopped = new Set<string>();
  const stoppedAt = world.clock.now();
  await stopRunning(wanted, stopped, scene);
  const leader = await handover(wanted.lease, stoppedAt, scene);
  const [old] = stopped;
  const next = await until(world.clock, {
    look: async () => {
      const container = await replaced(wanted, scene);
      if (container === undefined) await stopRunning(wanted, stopped, scene);
      await leader.look();
      return container ?? ((await isAwayAsAllowed(wanted, scene)) ? 'away' : undefined);
    },
    withinSeconds: STARTED_WITHIN_SECONDS,
    everyMilliseconds: 100,
    wonder: (until) =>
      waiting(
        `the kubelet has not started ${wanted.component} again yet; after repeated restarts it waits (back-off), at most five minutes`,
        until,
      ),
  });
  if (next === undefined) throw notStarted(wanted.component);
  return {
    ...(old !== undefined && { from: old }),
    stoppedAt: iso(stoppedAt),
    ...(next !== 'away' && { to: next.id, startedAt: iso(next.startedAt) }),
    ...leader.facts(),
  };
}

/** The old one, one that was just being started, and one within the tick. Who stops more goes by a clock that was set back. */
const MOST_STOPPED = 3;

/** Each container once: what is being stopped is running for a while yet. */
async function stopRunning(
  { component, graceSeconds }: Replacement,
  stopped: Set<string>,
  scene: Scene,
): Promise<void> {
  const container = await runningContainer(component, scene);
  if (container === undefined || stopped.has(container.id)) return;
  if (stopped.size === MOST_STOPPED) throw neverNewer(component);
  stopped.add(container.id);
  scene.timeGiven(`${component} has time to end by itself`, scene.world.clock.now() + graceSeconds * 1000);
  await scene.world.containers.stop(container.id, graceSeconds);
}

function neverNewer(component: Component): PerennialError {
  return new PerennialError(
    'not-proved',
    `${component} was started again, and by the clock still before its files changed: was the clock set back?`,
    { hint: 'see that the clock is right: timedatectl, chronyc tracking', next: 'perennial status' },
  );
}

function notStarted(component: Component): PerennialError {
  return new PerennialError(
    'not-proved',
    `the kubelet did not start ${component} again within ${STARTED_WITHIN_SECONDS} s`,
    {
      hint: `look at 'journalctl -u kubelet' and at the manifest of ${component}`,
      next: 'perennial resume',
    },
  );
}

const iso = (at: number): string => new Date(at).toISOString();
