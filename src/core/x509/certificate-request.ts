import { createPublicKey, verify } from 'node:crypto';
import type { Certificate, DistinguishedName, KeyFacts } from './certificate.ts';
import { childAt, childrenOf, type Element, elementOf, malformed, objectIdentifierOf, tags } from './der.ts';
import { distinguishedNameOf } from './distinguished-name.ts';
import { alternativeNamesOf, extensionIdentifiers } from './extensions.ts';
import { keyFactsOf } from './key-facts.ts';
import type { NameKind } from './other-names.ts';
import { decodedBlock, pemBlocksOf } from './pem-blocks.ts';
import { extensionsIn } from './structure.ts';

/** A PKCS#10 request (RFC 2986), whose signature shows that who made it has the key. */
export interface CertificateRequest extends Pick<Certificate, NameKind> {
  readonly subject: DistinguishedName;
  readonly key: KeyFacts;
  /** Object identifiers of whatever it asks for besides alternative names: other extensions, other attributes. */
  readonly furtherWishes: readonly string[];
}

/** The one request in PEM. Throws `file-malformed`, also for a signature that is not that of its key. */
export function certificateRequestOf(pem: string, from: string): CertificateRequest {
  const [block, ...others] = pemBlocksOf(pem, from);
  if (block?.label !== 'CERTIFICATE REQUEST' || others.length > 0) throw malformed(`${from} is no certificate request`);
  const outer = childrenOf(elementOf(decodedBlock(block, from), tags.sequence));
  if (outer.length !== 3) throw malformed('a request has three parts');
  const fields = childrenOf(childAt(outer, 0, tags.sequence));
  const [, subject, key] = [0, 1, 2].map((index) => childAt(fields, index));
  const [attributes, ...further] = fields.slice(3);
  if (subject === undefined || key === undefined || further.length > 0) throw malformed('a field is missing');
  assertSigned(outer, key);
  const wishes = (attributes === undefined ? [] : childrenOf(attributes)).map(attributeOf);
  const extensions = wishes
    .filter(({ type }) => type === EXTENSION_REQUEST)
    .flatMap(({ values }) => requestedIn(values));
  const kinds = extensions.map(({ objectIdentifier }) => objectIdentifier);
  if (new Set(kinds).size !== kinds.length) throw malformed('an extension occurs twice');
  return {
    subject: distinguishedNameOf(subject.bytes),
    key: keyFactsOf(publicKeyOf(key)),
    ...alternativeNamesOf({ extensions }),
    furtherWishes: [
      ...wishes.map(({ type }) => type).filter((type) => type !== EXTENSION_REQUEST),
      ...kinds.filter((kind) => kind !== extensionIdentifiers.subjectAlternativeName),
    ],
  };
}

/** RFC 2985 section 5.4.2. */
const EXTENSION_REQUEST = '1.2.840.113549.1.9.14';

function attributeOf(element: Element): { readonly type: string; readonly values: readonly Element[] } {
  const parts = childrenOf(element);
  return { type: objectIdentifierOf(childAt(parts, 0)), values: childrenOf(childAt(parts, 1, tags.set)) };
}

const requestedIn = (values: readonly Element[]) => values.flatMap((value) => extensionsIn(value));

/** What Go's crypto/x509 makes and takes; SHA-1 is not among them. */
const digests: Readonly<Record<string, string | undefined>> = {
  '1.2.840.113549.1.1.11': 'sha256',
  '1.2.840.113549.1.1.12': 'sha384',
  '1.2.840.113549.1.1.13': 'sha512',
  '1.2.840.10045.4.3.2': 'sha256',
  '1.2.840.10045.4.3.3': 'sha384',
  '1.2.840.10045.4.3.4': 'sha512',
};
const ED25519 = '1.3.101.112';

function assertSigned(outer: readonly Element[], key: Element): void {
  const algorithm = objectIdentifierOf(childAt(childrenOf(childAt(outer, 1, tags.sequence)), 0));
  const { content } = childAt(outer, 2, tags.bitString);
  if (content[0] !== 0) throw malformed('its signature is no whole number of octets');
  const signature = content.subarray(1);
  const digest = digests[algorithm];
  if (digest === undefined && algorithm !== ED25519)
    throw malformed(`its signature is of an unknown kind (${algorithm})`);
  const signed = childAt(outer, 0).bytes;
  if (!isSigned({ digest, signed, signature }, key)) throw malformed('its signature is not that of its key');
}

interface Signed {
  readonly digest: string | undefined;
  readonly signed: Buffer;
  readonly signature: Buffer;
}

function isSigned({ digest, signed, signature }: Signed, key: Element): boolean {
  try {
    return verify(digest, signed, publicKeyOf(key), signature);
  } catch {
    return false;
  }
}

function publicKeyOf({ bytes }: Element) {
  try {
    return createPublicKey({ key: bytes, format: 'der', type: 'spki' });
  } catch {
    throw malformed('its key is none');
  }
}
