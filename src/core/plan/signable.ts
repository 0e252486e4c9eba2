import { PerennialError } from '../errors.ts';
import type { Inventory, Leaf } from '../inventory.ts';
import { vitalAuthorities } from './rescue-refusals.ts';
import type { Selection } from './selection.ts';
import { signerFor } from './signer.ts';

/** What nothing needs to come back is left alone where nobody could sign it, instead of keeping everything else down. */
export function signable({ leaves, leftAlone }: Selection, inventory: Inventory): Selection {
  const looks = leaves.map((leaf) => ({
    leaf,
    why: vitalAuthorities.some((name) => name === leaf.authority) ? undefined : unsignable(leaf, inventory),
  }));
  return {
    leaves: looks.flatMap(({ leaf, why }) => (why === undefined ? [leaf] : [])),
    leftAlone: [
      ...leftAlone,
      ...looks.flatMap(({ leaf: { name }, why }) => (why === undefined ? [] : [{ name, why }])),
    ],
  };
}

function unsignable(leaf: Leaf, inventory: Inventory): string | undefined {
  try {
    signerFor(leaf, inventory);
    return undefined;
  } catch (thrown) {
    if (thrown instanceof PerennialError) return thrown.message;
    throw thrown;
  }
}
