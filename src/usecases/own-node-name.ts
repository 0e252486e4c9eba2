import type { NodeName } from '../core/names.ts';
import { readKubelet } from './observe/kubelet.ts';
import { nodeNameOf } from './observe/node-name.ts';
import type { ObservedWorld } from './observe/observed-world.ts';

/** What the cluster calls this Node, for who has no inventory of it, as after a look that failed: by the kubelet's own files. */
export async function ownNodeName(
  world: Pick<ObservedWorld, 'hostname' | 'files' | 'reach' | 'units'>,
): Promise<NodeName> {
  const { kubelet, leaves } = await readKubelet(world, { kind: 'missing' });
  return nodeNameOf({ leaves, kubelet, hostname: world.hostname });
}
