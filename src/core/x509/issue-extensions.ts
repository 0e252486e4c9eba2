import { createHash } from 'node:crypto';
import { AsnConvert, OctetString } from '@peculiar/asn1-schema';
import {
  AuthorityKeyIdentifier,
  BasicConstraints,
  ExtendedKeyUsage,
  GeneralName,
  KeyIdentifier,
  KeyUsage,
  KeyUsageFlags,
} from '@peculiar/asn1-x509';
import { PerennialError } from '../errors.ts';
import type { IssueRequest } from '../plan/plan.ts';
import { childAt, childrenOf, elementOf, enclosed, tags } from './der.ts';
import { extensionIdentifiers as identifiers, usageIdentifiers } from './extensions.ts';
import { addressOctets, addressText } from './ip-address.ts';
import { type NameKind, otherNameBytes } from './other-names.ts';

export interface EncodedExtension {
  readonly objectIdentifier: string;
  readonly critical: boolean;
  /** DER. */
  readonly value: Buffer;
}

type LeafRequest = Pick<IssueRequest, NameKind | 'extendedKeyUsages'>;

const leafUsage = KeyUsageFlags.digitalSignature | KeyUsageFlags.keyEncipherment;

/** Order and criticality as Go's crypto/x509 buildCertExtensions. No subject key identifier: kubeadm's leaves have none. */
export function leafExtensions(leaf: {
  readonly request: LeafRequest;
  readonly subject: Buffer;
  readonly authorityKeyIdentifier: Buffer | undefined;
}): readonly EncodedExtension[] {
  const { request, subject, authorityKeyIdentifier } = leaf;
  const emptySubject = subject.length === 2;
  return [
    extension(identifiers.keyUsage, true, new KeyUsage(leafUsage)),
    ...extendedKeyUsage(request),
    extension(identifiers.basicConstraints, true, new BasicConstraints({ cA: false })),
    ...authorityKey(authorityKeyIdentifier),
    ...alternativeNames(request, emptySubject),
  ];
}

/** As client-go's NewSelfSignedCACert: no cRLSign, and the common name as DNS name. */
export function authorityExtensions(authority: {
  readonly commonName: string;
  readonly publicKey: Uint8Array;
}): readonly EncodedExtension[] {
  return [
    extension(identifiers.keyUsage, true, new KeyUsage(leafUsage | KeyUsageFlags.keyCertSign)),
    extension(identifiers.basicConstraints, true, new BasicConstraints({ cA: true })),
    extension(identifiers.subjectKeyIdentifier, false, new OctetString(keyIdentifierOf(authority.publicKey))),
    ...alternativeNames({ dnsNames: [authority.commonName], ipAddresses: [] }, false),
  ];
}

function extendedKeyUsage({ extendedKeyUsages }: LeafRequest): readonly EncodedExtension[] {
  if (extendedKeyUsages.length === 0) return [];
  const usages = extendedKeyUsages.map((usage) => usageIdentifiers[usage] ?? usage);
  return [extension(identifiers.extendedKeyUsage, false, new ExtendedKeyUsage(usages))];
}

function authorityKey(keyIdentifier: Buffer | undefined): readonly EncodedExtension[] {
  if (keyIdentifier === undefined) return [];
  const value = new AuthorityKeyIdentifier({ keyIdentifier: new KeyIdentifier(keyIdentifier) });
  return [extension(identifiers.authorityKeyIdentifier, false, value)];
}

/**
 * DNS names sorted, then addresses, without doubles, as kubeadm's RemoveDuplicateAltNames, which knows no other kinds; those follow,
 * byte for byte as they were. Critical if they are the only name (RFC 5280 section 4.2.1.6).
 */
function alternativeNames(
  { dnsNames, ipAddresses, otherNames = [] }: Pick<LeafRequest, NameKind>,
  critical: boolean,
): readonly EncodedExtension[] {
  const names = [
    ...[...new Set(dnsNames)].sort().map((name) => encoded(new GeneralName({ dNSName: asciiName(name) }))),
    ...[...new Set(ipAddresses.map(canonicalAddress))].map((iPAddress) => encoded(new GeneralName({ iPAddress }))),
    ...[...new Set(otherNames)].map(otherName),
  ];
  if (names.length === 0) return [];
  return [{ objectIdentifier: identifiers.subjectAlternativeName, critical, value: enclosed(tags.sequence, names) }];
}

function asciiName(name: string): string {
  if (/^\p{ASCII}*$/u.test(name)) return name;
  throw new PerennialError('plan-invalid', 'a DNS name to be certified is not ASCII', {
    hint: 'write it as in the DNS (xn--)',
  });
}

function canonicalAddress(text: string): string {
  const octets = addressOctets(text);
  const canonical = octets && addressText(octets);
  if (canonical !== undefined) return canonical;
  throw new PerennialError('plan-invalid', `an address to be certified is none, ${text}`);
}

function otherName(text: string): Buffer {
  const bytes = otherNameBytes(text);
  if (bytes !== undefined) return bytes;
  throw new PerennialError('plan-invalid', `a name to be certified is of no kind that is known, ${text.slice(0, 80)}`);
}

/** SHA-1 of the key's bits (RFC 5280 section 4.2.1.2, method 1): an identifier, not a proof. */
function keyIdentifierOf(publicKey: Uint8Array): Buffer {
  const bits = childAt(childrenOf(elementOf(Buffer.from(publicKey))), 1, 0x03).content.subarray(1);
  return createHash('sha1').update(bits).digest();
}

function extension(objectIdentifier: string, critical: boolean, value: object): EncodedExtension {
  return { objectIdentifier, critical, value: encoded(value) };
}

function encoded(value: object): Buffer {
  return Buffer.from(AsnConvert.serialize(value));
}
