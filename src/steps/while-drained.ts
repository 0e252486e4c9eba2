import { PerennialError } from '../core/errors.ts';
import type { Prove } from '../core/plan/plan.ts';
import { refused } from './drain.ts';
import type { Scene } from './handler.ts';
import { until } from './until.ts';

const HEALTHY_WITHIN_SECONDS = 120;

/**
 * A restart that nobody planned, drained like one that is: the port is refused before, and admitted when the API server is healthy
 * again, or the work failed. Where it cannot be refused the restart is needed all the same.
 */
export async function whileDrained<T>(drain: Prove['drain'], scene: Scene, work: () => Promise<T>): Promise<T> {
  if (drain === undefined) return await work();
  try {
    await refusedIfPossible(drain, scene);
    const result = await work();
    await healthyAgain(drain, scene);
    return result;
  } finally {
    await admittedIfPossible(drain, scene);
  }
}

type Drain = NonNullable<Prove['drain']>;

async function refusedIfPossible(drain: Drain, scene: Scene): Promise<void> {
  try {
    await refused(drain, scene);
  } catch (thrown) {
    if (!(thrown instanceof PerennialError)) throw thrown;
    scene.waiting(`the restart is not drained: ${thrown.message}`);
  }
}

/** What the work came to is not lost for it: the end of the run opens the port all the same. */
async function admittedIfPossible({ port }: Drain, { world, waiting }: Scene): Promise<void> {
  try {
    await world.firewall.admit(port);
  } catch (thrown) {
    if (!(thrown instanceof PerennialError)) throw thrown;
    waiting(`port ${port} is not opened yet: ${thrown.message}`);
  }
}

async function healthyAgain({ until: check, port }: Drain, { world, waiting }: Scene): Promise<void> {
  await until(world.clock, {
    look: async () => ((await world.endpoints.health(check)).ok ? true : undefined),
    withinSeconds: HEALTHY_WITHIN_SECONDS,
    everyMilliseconds: 100,
    wonder: (until) => waiting(`port ${port} is opened again when the API server is healthy`, until),
  });
}
