import type { Inventory, Leaf } from '../inventory.ts';
import type { Unnumbered, UnnumberedStage } from './numbered.ts';
import type { FileChange, Merge } from './plan.ts';

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

/** The copies that can be read; what cannot be is a finding already. */
function copiesIn({ leaves }: Inventory): readonly NonNullable<Leaf['file']>[] {
  return leaves
    .filter((leaf) => leaf.kind === 'copy' && leaf.kubeconfig !== undefined)
    .map(({ file }) => file)
    .filter((file) => file !== undefined);
}

/** A name that says where it goes and is a plain file name. */
export const madeName = (path: string): string => `copy${path.replaceAll('/', '-')}`;
