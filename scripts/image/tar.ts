export interface TarEntry {
  readonly path: string;
  /** Absent for a folder. */
  readonly content?: Buffer;
  readonly mode: number;
}

const block = 512;

/** A POSIX ustar archive of root's files with fixed times, so the same entries are the same bytes. */
export function tarArchive(entries: readonly TarEntry[]): Buffer {
  const parts = entries.flatMap((entry) => [header(entry), entry.content ?? Buffer.alloc(0), padding(entry)]);
  return Buffer.concat([...parts, Buffer.alloc(2 * block)]);
}

function header(entry: TarEntry): Buffer {
  const bytes = Buffer.alloc(block);
  const size = entry.content?.length ?? 0;
  bytes.write(entry.path, 0, 100);
  bytes.write(octal(entry.mode, 7), 100);
  bytes.write(octal(0, 7), 108);
  bytes.write(octal(0, 7), 116);
  bytes.write(octal(size, 11), 124);
  bytes.write(octal(0, 11), 136);
  bytes.write('        ', 148);
  bytes.write(entry.content === undefined ? '5' : '0', 156);
  bytes.write('ustar\u000000', 257);
  const sum = bytes.reduce((total, byte) => total + byte, 0);
  bytes.write(`${octal(sum, 6)}\u0000 `, 148);
  return bytes;
}

function octal(value: number, digits: number): string {
  return value.toString(8).padStart(digits, '0');
}

function padding(entry: TarEntry): Buffer {
  const over = (entry.content?.length ?? 0) % block;
  return Buffer.alloc(over === 0 ? 0 : block - over);
}
