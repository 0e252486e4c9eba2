/** The little of the protobuf wire format (protobuf.dev/programming-guides/encoding) that the runtime's messages need. */
export type Field = Uint8Array;

/** One field's occurrence in a message: a number for varints, bytes for the rest. */
export interface ReadField {
  readonly number: number;
  readonly value: bigint | Buffer;
}

const VARINT = 0;
const BYTES = 2;

export function message(...fields: readonly Field[]): Buffer {
  return Buffer.concat(fields);
}

/** Strings and nested messages. An empty one is written too, which readers take for the default. */
export function bytes(number: number, value: string | Uint8Array): Buffer {
  const content = typeof value === 'string' ? Buffer.from(value) : value;
  return Buffer.concat([tag(number, BYTES), varintBytes(BigInt(content.length)), content]);
}

export function integer(number: number, value: number | bigint): Buffer {
  return Buffer.concat([tag(number, VARINT), varintBytes(BigInt(value))]);
}

export function map(number: number, entries: Readonly<Record<string, string>>): Field {
  return Buffer.concat(
    Object.entries(entries).map(([key, value]) => bytes(number, message(bytes(1, key), bytes(2, value)))),
  );
}

/** All fields, in order. Throws on wire types that the runtime's requests do not have, and on a message cut short. */
export function fieldsOf(buffer: Uint8Array): readonly ReadField[] {
  const found: ReadField[] = [];
  let at = 0;
  const varint = () => {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = buffer[at];
      if (byte === undefined || shift > 63n) throw new Error('malformed varint');
      at += 1;
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  };
  while (at < buffer.length) {
    const key = Number(varint());
    const [number, type] = [key >>> 3, key & 7];
    if (type === VARINT) found.push({ number, value: varint() });
    else if (type === BYTES) {
      const end = Number(varint()) + at;
      if (end > buffer.length) throw new Error('message cut short');
      found.push({ number, value: Buffer.from(buffer.subarray(at, end)) });
      at = end;
    } else throw new Error(`wire type ${type} is not read here`);
  }
  return found;
}

const tag = (number: number, type: number) => varintBytes(BigInt((number << 3) | type));

function varintBytes(value: bigint): Buffer {
  const out: number[] = [];
  let rest = BigInt.asUintN(64, value);
  while (rest > 0x7fn) {
    out.push(Number(rest & 0x7fn) | 0x80);
    rest >>= 7n;
  }
  return Buffer.from([...out, Number(rest)]);
}
