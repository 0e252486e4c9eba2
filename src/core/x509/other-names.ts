import { type Element, elementOf, enclosed } from './der.ts';
import { addressOctets } from './ip-address.ts';

/**
 * A GeneralName (RFC 5280 section 4.2.1.6) that is neither a DNS name nor an address, as text from which the very bytes can be
 * made again: `URI:spiffe://a/b`, `email:a@b`; of any other kind, or with any unprintable octet, `other:` and its DER in hex.
 */
export function otherNameText({ tag, content, bytes }: Element): string {
  const kind = readable.find((one) => one.tag === tag);
  const text = kind === undefined ? '' : `${kind.prefix}${content.toString('latin1')}`;
  return otherNameBytes(text)?.equals(bytes) ? text : `${OTHER}${bytes.toString('hex')}`;
}

/** The GeneralName, DER; undefined for text that stands for none. */
export function otherNameBytes(text: string): Buffer | undefined {
  const kind = readable.find(({ prefix }) => text.startsWith(prefix));
  if (kind !== undefined) {
    const content = text.slice(kind.prefix.length);
    return /^[\x21-\x7e]*$/.test(content) ? enclosed(kind.tag, [Buffer.from(content, 'latin1')]) : undefined;
  }
  const hex = text.startsWith(OTHER) ? text.slice(OTHER.length) : '';
  return /^([0-9a-f]{2})+$/.test(hex) ? oneElement(Buffer.from(hex, 'hex')) : undefined;
}

/** Which list of a certificate's names a name in text belongs to. */
export function kindOfName(text: string): NameKind {
  if (addressOctets(text) !== undefined) return 'ipAddresses';
  return otherNameBytes(text) === undefined ? 'dnsNames' : 'otherNames';
}

export type NameKind = 'dnsNames' | 'ipAddresses' | 'otherNames';

/** rfc822Name and uniformResourceIdentifier: IA5String, implicitly tagged. */
const readable = [
  { prefix: 'email:', tag: 0x81 },
  { prefix: 'URI:', tag: 0x86 },
] as const;

const OTHER = 'other:';

function oneElement(bytes: Buffer): Buffer | undefined {
  try {
    return elementOf(bytes).bytes;
  } catch {
    return undefined;
  }
}
