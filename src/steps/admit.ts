import type { Admit } from '../core/plan/plan.ts';
import type { World } from '../ports/world.ts';
import { done, type Handler, pending } from './handler.ts';

/** Done when no rule of ours refuses the port. */
export const admit: Handler<Admit> = {
  async inspect({ port }, { world }) {
    const refusals = await world.firewall.refusals();
    if (refusals.some((one) => one.port === port)) return pending(`port ${port} refuses new connections`);
    return done({ admittedAt: new Date(world.clock.now()).toISOString() });
  },

  async apply({ port }, { world }) {
    await world.firewall.admit(port);
    return {};
  },
};

/** Ends every refusal of ours. Whoever calls it holds the machine's lock: no run is at work that still needs one. */
export async function admitAll({ firewall }: Pick<World, 'firewall'>): Promise<void> {
  for (const { port } of await firewall.refusals()) await firewall.admit(port);
}
