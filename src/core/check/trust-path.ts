import type { Instant } from '../instant.ts';
import type { Authority, Inventory, Leaf } from '../inventory.ts';
import type { Policy } from '../policy.ts';
import type { Certificate } from '../x509/certificate.ts';
import { isSignedBy } from '../x509/chain.ts';
import type { Held } from './thresholds.ts';

/** Whether a leaf can be verified against the authority it should come from, and by which certificates. */
export type TrustPath =
  | { readonly kind: 'signed'; readonly by: readonly Certificate[] }
  | { readonly kind: 'not-signed' }
  /** It, or its authority, could not be read, or it has none. */
  | { readonly kind: 'unknown' };

/** From the leaf's signer up to a member of its authority's bundle, through what its own file carries along. */
export function trustPathOf(leaf: Leaf, inventory: Inventory): TrustPath {
  const known = remembered.get(leaf);
  if (known !== undefined && known.inventory === inventory) return known.path;
  const path = foundPath(leaf, inventory);
  remembered.set(leaf, { inventory, path });
  return path;
}

/** Several rules ask for the same path, and each answer costs signatures. */
const remembered = new WeakMap<Leaf, { readonly inventory: Inventory; readonly path: TrustPath }>();

function foundPath(leaf: Leaf, inventory: Inventory): TrustPath {
  const members = authorityOf(leaf, inventory)?.members;
  if (leaf.certificate.kind !== 'read' || members?.kind !== 'read') return { kind: 'unknown' };
  const by = pathFrom(leaf.certificate.value, members.value, leaf.chain);
  return by === undefined ? { kind: 'not-signed' } : { kind: 'signed', by };
}

/**
 * Of several paths the one that holds longest: a verifier takes any that works (RFC 4158 2.4). What is trusted grows from the anchors
 * down, the longest-lived first, so each intermediate is looked at once however they sign each other.
 */
function pathFrom(
  certificate: Certificate,
  anchors: readonly Certificate[],
  intermediates: readonly Certificate[],
): readonly Certificate[] | undefined {
  let paths: readonly Path[] = anchors.map((anchor) => [anchor]);
  let waiting = intermediates.slice(0, MOST_INTERMEDIATES).filter(({ isAuthority }) => isAuthority);
  for (;;) {
    const next = longest(waiting.flatMap((intermediate) => extended(intermediate, paths)));
    if (next === undefined) break;
    paths = [...paths, next];
    waiting = waiting.filter((intermediate) => intermediate !== next[0]);
  }
  return longest(paths.filter(([first]) => first !== undefined && isSignedBy(certificate, first)));
}

/** A signer, what signed that, and so on up to an anchor. */
type Path = readonly Certificate[];

/** A cross-signed authority needs one. */
const MOST_INTERMEDIATES = 8;

function extended(intermediate: Certificate, paths: readonly Path[]): readonly Path[] {
  return paths
    .filter(([first]) => first !== undefined && isSignedBy(intermediate, first))
    .map((path) => [intermediate, ...path]);
}

const longest = (paths: readonly Path[]): Path | undefined =>
  [...paths].sort((one, other) => endOf(other) - endOf(one))[0];

const endOf = (path: Path): Instant => Math.min(...path.map(({ notAfter }) => notAfter));

export function authorityOf(leaf: Leaf, { authorities }: Inventory): Authority | undefined {
  return authorities.find(({ name }) => name === leaf.authority);
}

/** The member of a bundle that signs: the one that matches the key. */
export function signerOf({ members, signer }: Authority): Certificate | undefined {
  return members.kind === 'read' && signer !== undefined ? members.value[signer] : undefined;
}

/** A leaf that was read, as `thresholds.ts` asks about it; undefined for one that was not. */
export function heldOf(leaf: Leaf, inventory: Inventory, policy: Policy): Held | undefined {
  if (leaf.certificate.kind !== 'read') return undefined;
  const path = trustPathOf(leaf, inventory);
  const authority = authorityOf(leaf, inventory);
  const signer = authority === undefined ? undefined : signerOf(authority);
  return {
    name: leaf.name,
    certificate: leaf.certificate.value,
    authorities: path.kind === 'signed' ? path.by : [],
    ...(signer !== undefined && { signer }),
    policy,
  };
}
