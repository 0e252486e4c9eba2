import { PerennialError } from '../core/errors.ts';
import { portRefusedBy } from '../core/plan/draining.ts';
import type { Run } from '../ports/run.ts';
import type { World } from '../ports/world.ts';
import { admitAll } from '../steps/admit.ts';
import { until } from '../steps/until.ts';
import { recordedRuns } from './recorded-runs.ts';

/** Opens the ports that a run left refused which was cut off. Called with the machine's lock held, before anything else. */
export async function admitLeft(world: World): Promise<void> {
  if (await mayBeRefused(world)) await admitAll(world);
}

/**
 * Opens what a run refused as it ends, however it ends. What stands in the way passes, as a rule: a lock that kube-proxy holds. What
 * does not is said and no error: what became of the run is worth more, and whoever comes next opens the port.
 */
export async function admitAtEnd({ plan }: Pick<Run, 'plan'>, world: World): Promise<void> {
  const port = portRefusedBy(plan);
  if (port === undefined) return;
  let why: string | undefined;
  await until(world.clock, {
    look: async () => ((why = await problemOfAdmitting(world)) === undefined ? true : undefined),
    withinSeconds: OPENED_WITHIN_SECONDS,
    everyMilliseconds: 2000,
  });
  if (why !== undefined) world.tell({ kind: 'still-refused', port, why });
}

const OPENED_WITHIN_SECONDS = 60;

async function problemOfAdmitting(world: World): Promise<string | undefined> {
  try {
    await admitAll(world);
    return undefined;
  } catch (thrown) {
    if (thrown instanceof PerennialError) return thrown.message;
    throw thrown;
  }
}

/** The same as the first for somebody who holds no lock: another run that is at work needs what it refuses. */
export async function admitLeftUnlessBusy(world: World): Promise<void> {
  if (!(await mayBeRefused(world)) || (await world.firewall.refusals()).length === 0) return;
  const held = await acquired(world);
  if (held === undefined) return;
  try {
    await admitAll(world);
  } finally {
    await held.release();
  }
}

/** By the runs of this node, so that where none ever drained no firewall is asked. */
async function mayBeRefused({ runs }: World): Promise<boolean> {
  return (await recordedRuns(runs)).some(({ plan }) => portRefusedBy(plan) !== undefined);
}

async function acquired({ lock }: World): Promise<{ release(): Promise<void> } | undefined> {
  try {
    return await lock.acquire();
  } catch (thrown) {
    if (thrown instanceof PerennialError && thrown.code === 'lock-busy') return undefined;
    throw thrown;
  }
}
