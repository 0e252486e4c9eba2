import type { DistinguishedName } from './certificate.ts';
import { childAt, childrenOf, type Element, elementOf, objectIdentifierOf, tags } from './der.ts';

interface Attribute {
  readonly type: string;
  readonly value: string;
}

const commonName = '2.5.4.3';
const organization = '2.5.4.10';

/** RFC 4514 section 3, and the two others OpenSSL abbreviates. */
const shortNames: Readonly<Record<string, string>> = {
  [commonName]: 'CN',
  '2.5.4.5': 'serialNumber',
  '2.5.4.6': 'C',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  '2.5.4.9': 'STREET',
  [organization]: 'O',
  '2.5.4.11': 'OU',
  '0.9.2342.19200300.100.1.1': 'UID',
  '0.9.2342.19200300.100.1.25': 'DC',
  '1.2.840.113549.1.9.1': 'emailAddress',
};

/** A Name (RFC 5280 section 4.1.2.4) as people and Kubernetes read it. Of several common names the last counts, as in Go. */
export function distinguishedNameOf(der: Buffer): DistinguishedName {
  const sets = childrenOf(elementOf(der, tags.sequence)).map((set) => childrenOf(set).map(attributeOf));
  const attributes = sets.flat();
  return {
    commonName: attributes.findLast(({ type }) => type === commonName)?.value ?? '',
    organizations: attributes.filter(({ type }) => type === organization).map(({ value }) => value),
    text: sets.map((set) => set.map(attributeText).join(' + ')).join(', '),
  };
}

function attributeOf(element: Element): Attribute {
  const parts = childrenOf(element);
  return { type: objectIdentifierOf(childAt(parts, 0)), value: stringOf(childAt(parts, 1)) };
}

/** RFC 4514 section 2.4; control characters too, since this goes to terminals. */
function attributeText({ type, value }: Attribute): string {
  const escaped = value
    .replace(/[,+"\\<>;]/g, '\\$&')
    .replace(/\p{Cc}/gu, (character) => `\\${Buffer.from(character).toString('hex').toUpperCase()}`);
  return `${shortNames[type] ?? type}=${escaped}`;
}

function stringOf({ tag, content }: Element): string {
  switch (tag) {
    case 0x14: // TeletexString, in practice Latin-1
      return content.toString('latin1');
    case 0x1e: // BMPString
      return Buffer.from(content.subarray(0, content.length & ~1))
        .swap16()
        .toString('utf16le');
    case 0x1c: // UniversalString
      return universalString(content);
  }
  return content.toString('utf8');
}

function universalString(content: Buffer): string {
  const points = Array.from({ length: content.length >> 2 }, (_, index) => content.readUInt32BE(index * 4));
  return points.map((point) => (point > 0x10ffff ? '\u{fffd}' : String.fromCodePoint(point))).join('');
}
