import { PerennialError } from '../errors.ts';

/** One element of DER (X.690): its tag and where it lies in the bytes it was read from. */
export interface Element {
  readonly tag: number;
  /** With tag and length octets. */
  readonly bytes: Buffer;
  readonly content: Buffer;
}

export const tags = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  objectIdentifier: 0x06,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const;

/** Far more than any certificate has; keeps a hostile one from costing more than its size. */
const MOST_CHILDREN = 10_000;

/** The one element that `bytes` is; throws `file-malformed` when it is cut short, indefinite, or followed by something. */
export function elementOf(bytes: Buffer, expectedTag?: number): Element {
  const element = firstElementOf(bytes);
  if (element.bytes.length !== bytes.length) throw malformed('something follows the encoding');
  if (expectedTag !== undefined && element.tag !== expectedTag) throw malformed('a field has an unexpected type');
  return element;
}

/** The elements within; one level only, so nesting costs nothing until somebody asks for it. */
export function childrenOf(element: Element): readonly Element[] {
  const children: Element[] = [];
  for (let rest = element.content; rest.length > 0; ) {
    if (children.length === MOST_CHILDREN) throw malformed('there are too many fields');
    const child = firstElementOf(rest);
    children.push(child);
    rest = rest.subarray(child.bytes.length);
  }
  return children;
}

/** The child at this place, which must be there. */
export function childAt(children: readonly Element[], index: number, expectedTag?: number): Element {
  const child = children[index];
  if (child === undefined) throw malformed('a field is missing');
  if (expectedTag !== undefined && child.tag !== expectedTag) throw malformed('a field has an unexpected type');
  return child;
}

/** `1.2.840.113549.1.1.11`. */
export function objectIdentifierOf(element: Element): string {
  if (element.tag !== tags.objectIdentifier) throw malformed('an object identifier is expected');
  const numbers: bigint[] = [];
  let number = 0n;
  for (const octet of element.content) {
    number = (number << 7n) | BigInt(octet & 0x7f);
    // X.667 arcs have 128 bits; without a bound the shifting is quadratic in the length.
    if (number >= 1n << 140n) throw malformed('an object identifier is too long');
    if (octet & 0x80) continue;
    numbers.push(number);
    number = 0n;
  }
  const first = numbers[0];
  if (first === undefined || numbers.length > 64) throw malformed('an object identifier has a wrong length');
  const top = first < 80n ? first / 40n : 2n;
  return [top, first - top * 40n, ...numbers.slice(1)].join('.');
}

/** `tag` around the parts, which are DER already and stay as they are. */
export function enclosed(tag: number, parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([tag]), lengthOctets(content.length), content]);
}

export function malformed(what: string): PerennialError {
  return new PerennialError('file-malformed', what);
}

function lengthOctets(length: number): Buffer {
  if (length < 0x80) return Buffer.from([length]);
  const octets = Buffer.from(length.toString(16).padStart(length > 0xffff ? 6 : length > 0xff ? 4 : 2, '0'), 'hex');
  return Buffer.concat([Buffer.from([0x80 | octets.length]), octets]);
}

function firstElementOf(bytes: Buffer): Element {
  const tag = bytes[0];
  const first = bytes[1];
  if (tag === undefined || first === undefined) throw malformed('it is cut short');
  // Tags above 30 and lengths above 16 MiB do not occur in certificates, nor does the indefinite length in DER.
  if ((tag & 0x1f) === 0x1f) throw malformed('a field has an unexpected type');
  if (first === 0x80 || first > 0x83) throw malformed('a length is out of bounds');
  const lengthSize = first < 0x80 ? 0 : first & 0x7f;
  if (bytes.length < 2 + lengthSize) throw malformed('it is cut short');
  const length = lengthSize === 0 ? first : bytes.readUIntBE(2, lengthSize);
  const start = 2 + lengthSize;
  if (length > bytes.length - start) throw malformed('it is cut short');
  return { tag, bytes: bytes.subarray(0, start + length), content: bytes.subarray(start, start + length) };
}
