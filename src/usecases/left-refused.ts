import { PerennialError } from '../core/errors.ts';
import { mayRefuse as isRefusing } from '../core/plan/draining.ts';
import type { Run } from '../ports/run.ts';
import type { World } from '../ports/world.ts';
import { admitAll } from '../steps/admit.ts';
import { recordedRuns } from './recorded-runs.ts';

/** Opens the ports that a run left refused which was cut off. Called with the machine's lock held, before anything else. */
export async function admitLeft(world: World): Promise<void> {
  if (await mayBeRefused(world)) await admitAll(world);
}

/** The same for somebody who holds no lock: another run that is at work needs what it refuses. */
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

/** Whether anything in the run may refuse connections. */
export const mayRefuse = ({ plan }: Pick<Run, 'plan'>): boolean =>
  plan.stages.some(({ steps }) => steps.some(isRefusing));

/** By the runs of this node, so that where none ever drained no firewall is asked. */
async function mayBeRefused({ runs }: World): Promise<boolean> {
  return (await recordedRuns(runs)).some(mayRefuse);
}

async function acquired({ lock }: World): Promise<{ release(): Promise<void> } | undefined> {
  try {
    return await lock.acquire();
  } catch (thrown) {
    if (thrown instanceof PerennialError && thrown.code === 'lock-busy') return undefined;
    throw thrown;
  }
}
