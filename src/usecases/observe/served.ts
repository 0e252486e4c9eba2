import type { Layout, Served } from '../../core/inventory.ts';
import { endpointsOf, type KubeletAddress } from '../../core/kubeadm/endpoints.ts';
import type { ObservedWorld } from './observed-world.ts';
import { notUnderstood } from './reading.ts';

/** What every port of this control plane presents, all asked at once. */
export async function readServed(
  world: ObservedWorld,
  { layout, kubelet }: { readonly layout: Layout; readonly kubelet: KubeletAddress | undefined },
): Promise<readonly Served[]> {
  if (world.reach === 'files') return [];
  return await Promise.all(
    endpointsOf(layout, kubelet).map(async (expected) => ({
      ...expected,
      presented: await world.endpoints.handshake(expected.endpoint).catch(notUnderstood),
    })),
  );
}
