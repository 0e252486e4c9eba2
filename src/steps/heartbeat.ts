import { KUBELET_CLIENT } from '../core/check/subject.ts';
import { PerennialError, reasonOf } from '../core/errors.ts';
import type { Heartbeat } from '../core/plan/plan.ts';
import { done, type Handler, pending, type Scene, type Seen } from './handler.ts';
import { newestChange } from './newest-change.ts';
import { until } from './until.ts';

/** Only a kubelet whose credential the API server takes renews the lease of its node. */
export const heartbeat: Handler<Heartbeat> = {
  inspect: look,

  async apply(step, scene) {
    let why = '';
    const heard = await until(scene.world.clock, {
      look: async () => {
        const seen = await look(step, scene);
        if (seen.kind === 'pending') why = seen.why;
        return seen.kind === 'done' ? true : undefined;
      },
      withinSeconds: step.withinSeconds,
      everyMilliseconds: 500,
      wonder: (until) => scene.waiting(why, until),
    });
    if (heard) return {};
    throw new PerennialError('not-proved', `${why} (waited ${step.withinSeconds} s)`, {
      hint: 'journalctl -u kubelet says why',
      next: 'perennial resume',
    });
  },
};

async function look({ node, newerThan }: Heartbeat, { world }: Scene): Promise<Seen> {
  const changedAt = await newestChange(newerThan, world.files);
  try {
    const heardAt = await world.api.heardFrom(node);
    if (heardAt !== undefined && heardAt > changedAt) {
      const words = `the API server heard from the kubelet at ${new Date(heardAt).toISOString().slice(11, 19)}`;
      return done({ [KUBELET_CLIENT]: words });
    }
    return pending(`the API server has not heard from the kubelet of ${node} since its credential was replaced`);
  } catch (thrown) {
    return pending(reasonOf(thrown));
  }
}
