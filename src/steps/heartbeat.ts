import { KUBELET_CLIENT } from '../core/check/subject.ts';
import { PerennialError, reasonOf } from '../core/errors.ts';
import type { Instant } from '../core/instant.ts';
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

async function look({ node, newerThan, since = 0 }: Heartbeat, { world }: Scene): Promise<Seen> {
  const silentSince = Math.max(since, await newestChange(newerThan, world.files));
  try {
    const heardAt = await world.api.heardFrom(node);
    if (heardAt !== undefined && heardAt > silentSince) {
      return done({ [KUBELET_CLIENT]: `the API server heard from the kubelet at ${secondText(heardAt)}` });
    }
    return pending(`the API server has not heard from the kubelet of ${node} since ${secondText(silentSince)}`);
  } catch (thrown) {
    return pending(reasonOf(thrown));
  }
}

/** `2027-11-23 21:54:06 UTC`. */
const secondText = (at: Instant): string => `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
