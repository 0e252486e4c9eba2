import { PerennialError } from '../core/errors.ts';
import type { Inventory } from '../core/inventory.ts';
import { renewalPlan } from '../core/plan/renewal.ts';
import { wishFor } from '../core/plan/wish.ts';
import type { World } from '../ports/world.ts';
import { preflight } from './preflight.ts';
import type { ObserveRequest } from './requests.ts';

/**
 * What would be in the way if everything had to be renewed now; undefined when nothing is. Found on a day on which nothing is due,
 * a disk that turned read-only or a name that got lost is news, not an incident. Changes nothing.
 */
export async function obstacleNow(
  before: Inventory,
  request: ObserveRequest,
  world: World,
): Promise<PerennialError | undefined> {
  try {
    const { policy } = request;
    // How etcd is on a day on which nothing is due says nothing of the day on which something is.
    const plan = renewalPlan(before, { ...wishFor('all', policy), despiteEtcd: true });
    await preflight(plan, before, request, world);
    return undefined;
  } catch (thrown) {
    if (!(thrown instanceof PerennialError)) throw thrown;
    // It passes by itself, and a renewal would wait for it.
    return thrown.code === 'upgrade-under-way' ? undefined : thrown;
  }
}
