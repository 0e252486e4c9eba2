import { PerennialError } from '../errors.ts';
import { MINUTE } from '../instant.ts';
import type { Inventory, Leaf } from '../inventory.ts';
import type { Certificate, KeyAlgorithm } from '../x509/certificate.ts';
import { kindOfName, type NameKind } from '../x509/other-names.ts';
import type { IssueRequest } from './plan.ts';
import { sharesKey } from './same-file.ts';
import { signerFor } from './signer.ts';
import { validityOf } from './validity.ts';
import type { Wish } from './wish.ts';

/** As kubeadm: NotBefore five minutes back (CertificateBackdate), so that a clock a little behind does not refuse it. */
export const BACKDATE = 5 * MINUTE;

/**
 * What will be signed for a leaf: subject, names and usages of its old certificate, as kubeadm does (kubernetes-sigs kubeadm
 * `certToConfig`), algorithm and validity from the configuration. Unlike kubeadm's it never outlives its signer.
 */
export function issueRequestOf(leaf: Leaf, inventory: Inventory, wish: Wish): IssueRequest {
  if (leaf.certificate.kind !== 'read') throw new PerennialError('internal', `${leaf.name} was not read`);
  const old = leaf.certificate.value;
  const { signer, notAfter: signerEnd } = signerFor(leaf, inventory);
  const validity = validityOf(inventory, wish.policy);
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

function namesOf(old: Certificate, name: string, { sans }: Wish): Pick<IssueRequest, NameKind | 'sanChanges'> {
  const had = [...old.dnsNames, ...old.ipAddresses, ...old.otherNames];
  const added = (sans.add[name] ?? []).filter((san) => !had.includes(san));
  for (const san of added) refuseUnlikeAName(san);
  const removed = sans.remove[name] ?? [];
  const absent = removed.find((san) => !had.includes(san));
  if (absent !== undefined) {
    throw new PerennialError('unknown-name', `${name} has no name ${absent} that could be removed`, {
      hint: `it has ${had.join(', ')}`,
    });
  }
  const named = (kind: NameKind): readonly string[] => [
    ...old[kind].filter((san) => !removed.includes(san)),
    ...added.filter((san) => kindOfName(san) === kind),
  ];
  const otherNames = named('otherNames');
  return {
    dnsNames: named('dnsNames'),
    ipAddresses: named('ipAddresses'),
    ...(otherNames.length > 0 && { otherNames }),
    sanChanges: { added, removed },
  };
}

/** RFC 5280 4.2.1.6; kubeadm takes a wildcard for a DNS name's first label. Bytes in hex are kept, and not taken from a person. */
function refuseUnlikeAName(san: string): void {
  const dnsName = /^(\*\.)?([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\.)*[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/i;
  switch (kindOfName(san)) {
    case 'ipAddresses':
      return;
    case 'otherNames':
      if (isMailbox(san) || isAbsoluteUri(san)) return;
      break;
    case 'dnsNames':
      if (dnsName.test(san) && san.length <= 253 && !/^[\d.]+$/.test(san)) return;
  }
  throw new PerennialError('usage', `${san.slice(0, 80)} is neither a DNS name nor an IP address`, {
    hint: 'give one name, like api.example.com or 10.0.0.1; other kinds are URI:spiffe://example.com/api and email:ops@example.com',
  });
}

const isMailbox = (san: string): boolean => /^email:[^@]+@[^@]+$/.test(san);

/** With a scheme and something after it; Go reads no certificate that holds a URI which is none (crypto/x509, parser.go). */
const isAbsoluteUri = (san: string): boolean =>
  /^URI:[a-z][a-z0-9+.-]*:./i.test(san) && URL.canParse(san.slice('URI:'.length));

/** The configured algorithm; else the old key's own, so that a cluster with ECDSA keys keeps them when kubeadm would fall back to RSA. */
function keyOf(leaf: Leaf, old: Certificate, inventory: Inventory, { policy }: Wish): IssueRequest['key'] {
  const keeps = policy.keys === 'reuse' || sharesKey(leaf, inventory.leaves);
  if (keeps && leaf.key.kind === 'read' && leaf.holder.kind === 'pair') {
    return { kind: 'reuse', path: leaf.holder.keyPath };
  }
  const algorithm: KeyAlgorithm =
    inventory.layout.kubeadmConfig.encryptionAlgorithm ??
    (old.key.algorithm === 'other' ? 'RSA-2048' : old.key.algorithm);
  return { kind: 'new', algorithm };
}
