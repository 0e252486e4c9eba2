import { reasonOf } from '../../core/errors.ts';
import type { Inventory, Unreadable } from '../../core/inventory.ts';
import { unansweredReason } from './api-server.ts';
import type { ObservedWorld } from './observed-world.ts';

/** What kubelets wait for, where this one has its serving certificate from the cluster and the API server answers. */
export async function readServingRequests(
  { reach, servingRequests }: Pick<ObservedWorld, 'reach' | 'servingRequests'>,
  isAsked: boolean,
): Promise<{ readonly pending: Inventory['servingRequests']; readonly unreadable: readonly Unreadable[] }> {
  if (reach !== 'full' || !isAsked) return { pending: [], unreadable: [] };
  try {
    const pending = await servingRequests.pending();
    return { pending: pending.map(({ name, username }) => ({ name, username })), unreadable: [] };
  } catch (thrown) {
    return {
      pending: [],
      unreadable: [{ what: 'requests of kubelets', reason: unansweredReason(thrown), detail: reasonOf(thrown) }],
    };
  }
}
