import type { Authority, Inventory, Leaf, Served } from '../src/core/inventory.ts';
import type { AuthorityName } from '../src/core/names.ts';
import type { Certificate } from '../src/core/x509/certificate.ts';

/** The inventory with one leaf changed. */
export function withLeaf(inventory: Inventory, name: string, change: (leaf: Leaf) => Leaf): Inventory {
  if (!inventory.leaves.some((leaf) => leaf.name === name)) throw new Error(`no leaf named ${name}`);
  return { ...inventory, leaves: inventory.leaves.map((leaf) => (leaf.name === name ? change(leaf) : leaf)) };
}

/** The inventory with the certificate of one leaf changed, on disk and where it is served; its signature stays that of the real one. */
export function withCertificate(inventory: Inventory, name: string, change: Partial<Certificate>): Inventory {
  const changed = <T extends Leaf['certificate']>(reading: T) =>
    reading.kind === 'read' ? ({ ...reading, value: { ...reading.value, ...change } } as const) : reading;
  const onDisk = withLeaf(inventory, name, (leaf) => ({ ...leaf, certificate: changed(leaf.certificate) }));
  return {
    ...onDisk,
    served: onDisk.served.map((one) => (one.leaf === name ? { ...one, presented: changed(one.presented) } : one)),
  };
}

/** The inventory with one authority changed. */
export function withAuthority(
  inventory: Inventory,
  name: AuthorityName,
  change: (authority: Authority) => Authority,
): Inventory {
  return { ...inventory, authorities: inventory.authorities.map((one) => (one.name === name ? change(one) : one)) };
}

/** The inventory with what one port presents changed. */
export function withServed(
  inventory: Inventory,
  isMeant: (served: Served) => boolean,
  presented: Served['presented'],
): Inventory {
  return { ...inventory, served: inventory.served.map((one) => (isMeant(one) ? { ...one, presented } : one)) };
}

/** An authority whose key is that of none of its certificates. */
export function withoutSigner({ name, certificatePath, keyPath, members, key }: Authority): Authority {
  return { name, certificatePath, keyPath, members, key };
}
