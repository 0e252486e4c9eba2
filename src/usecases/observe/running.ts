import { reasonOf } from '../../core/errors.ts';
import type { Inventory, ManifestFacts } from '../../core/inventory.ts';
import type { ObservedWorld } from './observed-world.ts';

/** Which containers run; a folder that stands for `/` has none. */
export async function readContainers(
  world: ObservedWorld,
): Promise<Pick<Inventory, 'containers' | 'containersUnreadable'>> {
  if (world.reach === 'files') return { containers: [] };
  try {
    return { containers: await world.containers.running() };
  } catch (thrown) {
    return { containers: [], containersUnreadable: reasonOf(thrown) };
  }
}

/** /proc says nothing of an image; the version is then the one the manifest asks for. */
export function versioned<T extends Pick<Inventory, 'containers'>>(running: T, manifests: readonly ManifestFacts[]): T {
  const asked = (component: string): string => manifests.find((one) => one.component === component)?.imageVersion ?? '';
  return {
    ...running,
    containers: running.containers.map((one) => ({ ...one, imageVersion: one.imageVersion || asked(one.component) })),
  };
}
