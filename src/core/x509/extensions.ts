import type { Certificate, ExtendedKeyUsage } from './certificate.ts';
import { childrenOf, type Element, elementOf, objectIdentifierOf, tags } from './der.ts';
import { addressText } from './ip-address.ts';
import { type NameKind, otherNameText } from './other-names.ts';
import type { CertificateStructure, Extension } from './structure.ts';

/** Object identifiers of RFC 5280 section 4.2. */
export const extensionIdentifiers = {
  subjectKeyIdentifier: '2.5.29.14',
  keyUsage: '2.5.29.15',
  subjectAlternativeName: '2.5.29.17',
  basicConstraints: '2.5.29.19',
  authorityKeyIdentifier: '2.5.29.35',
  extendedKeyUsage: '2.5.29.37',
} as const;

export const usageIdentifiers: Readonly<Record<string, string>> = {
  serverAuth: '1.3.6.1.5.5.7.3.1',
  clientAuth: '1.3.6.1.5.5.7.3.2',
};

type Extended = Pick<CertificateStructure, 'extensions'>;

export function extensionOf({ extensions }: Extended, kind: keyof typeof extensionIdentifiers): Extension | undefined {
  return extensions.find(({ objectIdentifier }) => objectIdentifier === extensionIdentifiers[kind]);
}

/** Every alternative name. A Kubernetes client compares the first two kinds with what it dialled; others have other readers. */
export function alternativeNamesOf(certificate: Extended): Pick<Certificate, NameKind> {
  const names = partsOf(extensionOf(certificate, 'subjectAlternativeName'));
  return {
    dnsNames: names.filter(isDnsName).map(({ content }) => content.toString('latin1')),
    ipAddresses: names.flatMap((name) => addressOf(name) ?? []),
    otherNames: names.filter((name) => !isDnsName(name) && addressOf(name) === undefined).map(otherNameText),
  };
}

const isDnsName = ({ tag }: Element): boolean => tag === 0x82;

/** Undefined also for an iPAddress of a length that no address has: it is kept as it is. */
const addressOf = ({ tag, content }: Element): string | undefined => (tag === 0x87 ? addressText(content) : undefined);

export function extendedKeyUsagesOf(certificate: Extended): readonly ExtendedKeyUsage[] {
  const names = Object.fromEntries(Object.entries(usageIdentifiers).map(([name, identifier]) => [identifier, name]));
  return partsOf(extensionOf(certificate, 'extendedKeyUsage'))
    .map(objectIdentifierOf)
    .map((identifier) => names[identifier] ?? identifier);
}

/** BasicConstraints CA:TRUE (RFC 5280 section 4.2.1.9). */
export function isAuthority(certificate: Extended): boolean {
  const flag = partsOf(extensionOf(certificate, 'basicConstraints'))[0];
  return flag?.tag === tags.boolean && flag.content[0] !== 0;
}

export function subjectKeyIdentifierOf(certificate: Extended): Buffer | undefined {
  const extension = extensionOf(certificate, 'subjectKeyIdentifier');
  return extension && elementOf(extension.value, tags.octetString).content;
}

/** The keyIdentifier field; issuer and serial (RFC 5280 section 4.2.1.1) are not what Kubernetes uses. */
export function authorityKeyIdentifierOf(certificate: Extended): Buffer | undefined {
  return partsOf(extensionOf(certificate, 'authorityKeyIdentifier')).find(({ tag }) => tag === 0x80)?.content;
}

function partsOf(extension: Extension | undefined) {
  return extension === undefined ? [] : childrenOf(elementOf(extension.value, tags.sequence));
}
