import type { Inventory } from '../core/inventory.ts';
import { upgradeHere } from '../core/schedule/upgrade-here.ts';
import type { World } from '../ports/world.ts';

/** Whether kubeadm upgrades this node or another, in words. An API server that did not answer a moment ago is not asked. */
export async function upgradeNow(before: Inventory, { api }: Pick<World, 'api'>): Promise<string | undefined> {
  const here = upgradeHere(before);
  if (here !== undefined || before.reach !== 'full') return here;
  return before.clock.apiServerOffsetMilliseconds === undefined ? undefined : await api.upgradeUnderWay();
}
