import type { FileFacts, Inventory, Leaf } from '../inventory.ts';
import type { Path } from '../names.ts';
import type { Unnumbered, UnnumberedStage } from './numbered.ts';
import type { FileChange, Merge } from './plan.ts';
import { placeOf } from './same-file.ts';

/** Keeps each copy of admin.conf and makes, in the store, the same file with only this cluster's entries renewed. */
export function copyPreparation(inventory: Inventory, source: Merge['source']): readonly Unnumbered[] {
  return copiesIn(inventory).flatMap(({ path, digest }): readonly Unnumbered[] => [
    { kind: 'keep', path, digest },
    { kind: 'merge', path, digest, source, as: madeName(path) },
  ]);
}

export function copyStage(inventory: Inventory): UnnumberedStage {
  const files = copiesIn(inventory).map(
    ({ path, digest }): FileChange => ({
      path,
      was: { kind: 'kept', digest },
      becomes: { kind: 'made', as: madeName(path) },
    }),
  );
  return { name: 'copies of admin.conf', steps: files.length === 0 ? [] : [{ kind: 'install', files }] };
}

/** The copies that can be read; what cannot be is a finding already. A link to one of kubeadm's files, or to another copy, is none. */
function copiesIn({ leaves }: Inventory): readonly FileFacts[] {
  const others = new Set(leaves.filter(({ kind }) => kind !== 'copy').flatMap(placesOf));
  const copies = leaves.filter(({ kind, kubeconfig }) => kind === 'copy' && kubeconfig !== undefined);
  const files = copies.flatMap(({ file }) => (file === undefined || others.has(placeOf(file)) ? [] : [file]));
  return [...Map.groupBy(files, placeOf).values()].flatMap((same) => same.slice(0, 1));
}

const placesOf = ({ file }: Leaf): readonly Path[] => (file === undefined ? [] : [placeOf(file)]);

/** A name that says where it goes and is a plain file name. */
export const madeName = (path: string): string => `copy${path.replaceAll('/', '-')}`;
