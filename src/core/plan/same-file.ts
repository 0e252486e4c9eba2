import type { FileFacts, Leaf } from '../inventory.ts';
import type { Path } from '../names.ts';

/** Where the file really is: names that links lead to one place are one file, and a plan writes it once. */
export const placeOf = ({ path, realPath = path }: FileFacts): Path => realPath;

/** Whether one file holds both certificates: flags that name the same pair, or a link from one name to the other. */
export function isSameFile(one: Leaf, other: Leaf): boolean {
  return one.file !== undefined && other.file !== undefined && placeOf(one.file) === placeOf(other.file);
}

/** Another certificate with the same key file. A new key would be a stranger to the one that is not renewed with it. */
export function sharesKey(leaf: Leaf, leaves: readonly Leaf[]): boolean {
  const place = keyPlaceOf(leaf);
  return place !== undefined && leaves.some((other) => !isSameFile(leaf, other) && keyPlaceOf(other) === place);
}

function keyPlaceOf({ holder, key }: Leaf): Path | undefined {
  return holder.kind === 'pair' && key.kind === 'read' ? placeOf(key.value.file) : undefined;
}
