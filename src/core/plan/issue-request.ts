import { PerennialError } from '../errors.ts';
import { DAY, MINUTE } from '../instant.ts';
import type { Inventory, Leaf } from '../inventory.ts';
import type { Certificate, KeyAlgorithm } from '../x509/certificate.ts';
import { addressOctets } from '../x509/ip-address.ts';
import type { IssueRequest } from './plan.ts';
import { signerFor } from './signer.ts';
import type { Wish } from './wish.ts';

/** As kubeadm: NotBefore five minutes back (CertificateBackdate), so that a clock a little behind does not refuse it. */
const BACKDATE = 5 * MINUTE;
const KUBEADM_VALIDITY = 365 * DAY;

/**
 * What will be signed for a leaf: subject, names and usages of its old certificate, as kubeadm does (kubernetes-sigs kubeadm
 * `certToConfig`), algorithm and validity from the configuration. Unlike kubeadm's it never outlives its signer.
 */
export function issueRequestOf(leaf: Leaf, inventory: Inventory, wish: Wish): IssueRequest {
  if (leaf.certificate.kind !== 'read') throw new PerennialError('internal', `${leaf.name} was not read`);
  const old = leaf.certificate.value;
  const { signer, notAfter: signerEnd } = signerFor(leaf, inventory);
  const validity = wish.policy.validity ?? kubeadmValidity(inventory);
  return {
    name: leaf.name,
    commonName: old.subject.commonName,
    organizations: old.subject.organizations,
    ...namesOf(old, leaf.name, wish),
    extendedKeyUsages: old.extendedKeyUsages,
    notBefore: inventory.takenAt - BACKDATE,
    notAfter: Math.min(inventory.takenAt + validity, signerEnd),
    key: keyOf(leaf, old, inventory, wish),
    signer,
  };
}

function kubeadmValidity({ layout }: Inventory): number {
  const seconds = layout.kubeadmConfig.certificateValiditySeconds;
  return seconds === undefined ? KUBEADM_VALIDITY : seconds * 1000;
}

function namesOf(
  old: Certificate,
  name: string,
  { sans }: Wish,
): Pick<IssueRequest, 'dnsNames' | 'ipAddresses' | 'sanChanges'> {
  const had = [...old.dnsNames, ...old.ipAddresses];
  const added = (sans.add[name] ?? []).filter((san) => !had.includes(san));
  for (const san of added) refuseUnlikeAName(san);
  const removed = sans.remove[name] ?? [];
  const absent = removed.find((san) => !had.includes(san));
  if (absent !== undefined) {
    throw new PerennialError('unknown-name', `${name} has no name ${absent} that could be removed`, {
      hint: `it has ${had.join(', ')}`,
    });
  }
  const kept = (san: string): boolean => !removed.includes(san);
  return {
    dnsNames: [...old.dnsNames.filter(kept), ...added.filter((san) => !isAddress(san))],
    ipAddresses: [...old.ipAddresses.filter(kept), ...added.filter(isAddress)],
    sanChanges: { added, removed },
  };
}

/** RFC 5280 4.2.1.6: an address or a DNS name; kubeadm takes a wildcard for the first label. */
function refuseUnlikeAName(san: string): void {
  const dnsName = /^(\*\.)?([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\.)*[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/i;
  if (isAddress(san) || (dnsName.test(san) && san.length <= 253 && !/^[\d.]+$/.test(san))) return;
  throw new PerennialError('usage', `${san.slice(0, 80)} is neither a DNS name nor an IP address`, {
    hint: 'give one name, like api.example.com or 10.0.0.1',
  });
}

const isAddress = (name: string): boolean => addressOctets(name) !== undefined;

/** The configured algorithm; else the old key's own, so that a cluster with ECDSA keys keeps them when kubeadm would fall back to RSA. */
function keyOf(leaf: Leaf, old: Certificate, inventory: Inventory, { policy }: Wish): IssueRequest['key'] {
  if (policy.keys === 'reuse' && leaf.key.kind === 'read' && leaf.holder.kind === 'pair') {
    return { kind: 'reuse', path: leaf.holder.keyPath };
  }
  const algorithm: KeyAlgorithm =
    inventory.layout.kubeadmConfig.encryptionAlgorithm ??
    (old.key.algorithm === 'other' ? 'RSA-2048' : old.key.algorithm);
  return { kind: 'new', algorithm };
}
