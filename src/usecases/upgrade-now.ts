import type { Inventory } from '../core/inventory.ts';
import type { Blocker } from '../core/schedule/blocker.ts';
import { upgradeHere } from '../core/schedule/upgrade-here.ts';
import type { World } from '../ports/world.ts';

/** What says that kubeadm upgrades this node, or may upgrade another. An API server that did not answer a moment ago is not asked. */
export async function upgradeNow(before: Inventory, { api }: Pick<World, 'api'>): Promise<Blocker | undefined> {
  const here = upgradeHere(before);
  if (here !== undefined) return { kind: 'upgrade', why: here };
  const { reach, clock, controlPlanes } = before;
  if (reach !== 'full' || clock.apiServerOffsetMilliseconds === undefined) return undefined;
  const nodes = controlPlanes.kind === 'read' ? controlPlanes.value : [];
  const elsewhere = await api.upgradeUnderWay(nodes.filter(({ isReady }) => !isReady).map(({ name }) => name));
  return elsewhere === undefined ? undefined : { kind: 'upgrade-elsewhere', why: elsewhere };
}
