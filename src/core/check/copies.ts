import type { Inventory, Leaf } from '../inventory.ts';
import { signerOf } from '../x509/chain.ts';

/**
 * What a person's kubeconfig is to this cluster: `same`: admin.conf's credential of today; `other`: another credential for
 * admin.conf's user; `own credential`: a user of its own on this cluster; `foreign`: its current context is another cluster,
 * or nothing can be said.
 */
export type CopyStanding = 'same' | 'other' | 'own credential' | 'foreign';

export function copyStanding(copy: Leaf, inventory: Inventory): CopyStanding {
  if (copy.certificate.kind !== 'read' || !isOfThisCluster(copy, inventory)) return 'foreign';
  const { value } = copy.certificate;
  const admins = adminCertificates(inventory);
  if (admins.some(({ fingerprint }) => fingerprint === value.fingerprint)) return 'same';
  const sameUser = admins.some(({ subject }) => subject.commonName === value.subject.commonName);
  return sameUser ? 'other' : 'own credential';
}

/** By the authority its cluster entry trusts, or by that which signed its credential: the server's address may be a balancer's. */
function isOfThisCluster({ kubeconfig, certificate }: Leaf, { authorities }: Inventory): boolean {
  const members = authorities.find(({ name }) => name === 'ca')?.members;
  if (members?.kind !== 'read' || kubeconfig === undefined) return false;
  if (members.value.some(({ fingerprint }) => kubeconfig.authorityFingerprints.includes(fingerprint))) return true;
  return certificate.kind === 'read' && signerOf(certificate.value, members.value) !== undefined;
}

function adminCertificates({ leaves }: Inventory) {
  return leaves
    .filter(({ name }) => name === 'admin.conf' || name === 'super-admin.conf')
    .flatMap(({ certificate }) => (certificate.kind === 'read' ? [certificate.value] : []));
}
