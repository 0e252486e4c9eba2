import { LONGEST_REFUSAL } from '../core/plan/draining.ts';
import type { Drain, Draining } from '../core/plan/plan.ts';
import { done, type Handler, pending, type Scene, type Seen } from './handler.ts';
import { until } from './until.ts';

/** Done when the port has been refused for as long as balancers need to see it. */
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
  await until(clock, {
    look: async () => ((await look(draining, scene)).kind === 'done' ? true : undefined),
    withinSeconds: draining.seconds + 5,
    everyMilliseconds: 250,
  });
}

async function look({ port, seconds }: Draining, { world }: Scene): Promise<Seen> {
  const refusal = (await world.firewall.refusals()).find((one) => one.port === port);
  if (refusal === undefined) return pending(`port ${port} admits new connections`);
  if (world.clock.now() < refusal.since + seconds * 1000) return pending(`port ${port} is refused only just now`);
  return done({ refusedSince: new Date(refusal.since).toISOString() });
}
