import type { Instant } from '../instant.ts';
import { childAt, childrenOf, type Element, elementOf, malformed, objectIdentifierOf, tags } from './der.ts';

/** The fields of a certificate (RFC 5280 section 4.1), those that node:crypto does not hand out as they are encoded. */
export interface CertificateStructure {
  /** 3 for v3. */
  readonly version: number;
  readonly serial: bigint;
  /** Object identifier. */
  readonly signatureAlgorithm: string;
  /** AlgorithmIdentifier, DER, as signed. */
  readonly signatureAlgorithmIdentifier: Buffer;
  readonly issuer: Buffer;
  readonly notBefore: Instant;
  readonly notAfter: Instant;
  readonly subject: Buffer;
  readonly subjectPublicKeyInfo: Buffer;
  readonly extensions: readonly Extension[];
}

export interface Extension {
  readonly objectIdentifier: string;
  readonly critical: boolean;
  /** What the octet string holds: DER. */
  readonly value: Buffer;
}

/** Reads the DER of one certificate; throws `file-malformed`, without file. Verifies nothing. */
export function structureOf(der: Buffer): CertificateStructure {
  const outer = childrenOf(elementOf(der, tags.sequence));
  const fields = childrenOf(childAt(outer, 0, tags.sequence));
  const versioned = fields[0]?.tag === 0xa0;
  const [serial, algorithm, issuer, validity, subject, key] = fields.slice(versioned ? 1 : 0);
  if (!serial || !algorithm || !issuer || !validity || !subject || !key) throw malformed('a field is missing');
  return {
    version: versioned ? Number(integerOf(childAt(childrenOf(childAt(fields, 0)), 0))) + 1 : 1,
    serial: integerOf(serial),
    signatureAlgorithm: objectIdentifierOf(childAt(childrenOf(algorithm), 0)),
    signatureAlgorithmIdentifier: algorithm.bytes,
    issuer: issuer.bytes,
    notBefore: instantOf(childAt(childrenOf(validity), 0)),
    notAfter: instantOf(childAt(childrenOf(validity), 1)),
    subject: subject.bytes,
    subjectPublicKeyInfo: key.bytes,
    extensions: extensionsOf(fields.find(({ tag }) => tag === 0xa3)),
  };
}

function integerOf({ tag, content }: Element): bigint {
  if (tag !== tags.integer || content.length === 0 || content.length > 64) throw malformed('an integer is expected');
  return BigInt.asIntN(content.length * 8, BigInt(`0x${content.toString('hex')}`));
}

function extensionsOf(explicit: Element | undefined): readonly Extension[] {
  return explicit === undefined ? [] : extensionsIn(childAt(childrenOf(explicit), 0));
}

/** The extensions in a SEQUENCE of them: of a certificate, or of a request (RFC 2985 section 5.4.2). */
export function extensionsIn(sequence: Element): readonly Extension[] {
  const extensions = childrenOf(elementOf(sequence.bytes, tags.sequence)).map(extensionOf);
  // RFC 5280 section 4.2: no two of the same kind. Readers differ in which one they take.
  const kinds = new Set(extensions.map(({ objectIdentifier }) => objectIdentifier));
  if (kinds.size !== extensions.length) throw malformed('an extension occurs twice');
  return extensions;
}

function extensionOf(element: Element): Extension {
  const parts = childrenOf(element);
  const flag = parts.length === 3 ? childAt(parts, 1, tags.boolean) : undefined;
  return {
    objectIdentifier: objectIdentifierOf(childAt(parts, 0)),
    critical: flag !== undefined && flag.content[0] !== 0,
    value: childAt(parts, flag === undefined ? 1 : 2, tags.octetString).content,
  };
}

/** RFC 5280 section 4.1.2.5: UTCTime means 1950 to 2049; both are in seconds and UTC. */
function instantOf({ tag, content }: Element): Instant {
  const text = content.toString('latin1');
  const year = tag === tags.utcTime ? (Number(text.slice(0, 2)) < 50 ? '20' : '19') : '';
  const digits = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(year + text);
  if (digits === null || (tag !== tags.utcTime && tag !== tags.generalizedTime))
    throw malformed('a date is unreadable');
  const written = `${digits[1]}-${digits[2]}-${digits[3]}T${digits[4]}:${digits[5]}:${digits[6]}.000Z`;
  const instant = Date.parse(written);
  if (Number.isNaN(instant) || new Date(instant).toISOString() !== written) throw malformed('a date does not exist');
  return instant;
}
