import { LONGEST_REFUSAL } from '../core/plan/draining.ts';
import type { Drain, Draining } from '../core/plan/plan.ts';
import { done, type Handler, pending, type Scene, type Seen } from './handler.ts';

/**
 * Done when the port is refused; the time that balancers need to see it is given by whoever refuses it. A refusal is no older than the
 * process that looks: what one that was cut off has left is taken away first (`usecases/left-refused.ts`).
 */
export const drain: Handler<Drain> = {
  inspect: look,

  async apply(step, scene) {
    await refused(step, scene);
    return {};
  },
};

/** Refuses new connections, unless somebody did already, and gives balancers the time to go elsewhere. */
export async function refused(draining: Draining, scene: Scene): Promise<void> {
  const { clock, firewall } = scene.world;
  const since = clock.now();
  await firewall.refuse({ port: draining.port, run: scene.run, since, until: since + LONGEST_REFUSAL });
  scene.timeGiven(
    `whoever sends connections to port ${draining.port} has time to see that it refuses them`,
    since + draining.seconds * 1000,
  );
  await clock.pause(draining.seconds * 1000);
}

async function look({ port }: Draining, { world }: Scene): Promise<Seen> {
  const refusal = (await world.firewall.refusals()).find((one) => one.port === port);
  if (refusal === undefined) return pending(`port ${port} admits new connections`);
  return done({ refusedSince: new Date(refusal.since).toISOString() });
}
