import type { Inventory, Leaf } from '../core/inventory.ts';
import type { Path } from '../core/names.ts';
import type { Files } from '../ports/node.ts';
import type { World } from '../ports/world.ts';
import { observe } from './observe.ts';
import type { ObserveRequest } from './requests.ts';

/**
 * The folders in which a renewal of everything replaces files, people's copies apart: where links lead, for that is where the new
 * file is put. They are where the manifests' flags say, which need not be below /etc/kubernetes.
 */
export async function writtenFolders({ leaves }: Pick<Inventory, 'leaves'>, files: Files): Promise<readonly Path[]> {
  const paths = leaves.flatMap(replacedFiles);
  const places = await Promise.all(paths.map((path) => placeOf(path, files)));
  return [...new Set(places.map((place) => place.slice(0, place.lastIndexOf('/'))))].toSorted();
}

/** The same, of this node as its files are now: nothing else is asked. */
export async function writtenFoldersNow(request: ObserveRequest, world: World): Promise<readonly Path[]> {
  return await writtenFolders(await observe({ ...world, reach: 'offline' }, request), world.files);
}

/** The pair that a kubelet was given is nobody's to renew; the one that it made itself lies beside its other files. */
function replacedFiles({ kind, holder }: Leaf): readonly Path[] {
  if (holder.kind === 'pair') return kind === 'kubeadm' ? [holder.certificatePath, holder.keyPath] : [];
  return kind === 'kubeadm' || kind === 'kubelet' ? [holder.path] : [];
}

async function placeOf(path: Path, files: Files): Promise<Path> {
  const found = await files.read(path);
  return found.kind === 'read' ? found.value.resolved : path;
}
