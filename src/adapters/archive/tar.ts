export interface TarFile {
  readonly path: string;
  readonly content: Buffer;
}

const BLOCK = 512;

/** A ustar archive (POSIX.1-2001, pax, "ustar Interchange Format") of root's files with fixed times: the same files are the same bytes. */
export function tarOf(files: readonly TarFile[]): Buffer {
  const parts = files.flatMap(({ path, content }) => [headerOf(path, content.length), content, paddingFor(content)]);
  return Buffer.concat([...parts, Buffer.alloc(2 * BLOCK)]);
}

function headerOf(path: string, size: number): Buffer {
  const header = Buffer.alloc(BLOCK);
  const { name, prefix } = splitPath(path);
  header.write(name, 0);
  header.write(octal(0o600, 7), 100);
  header.write(octal(0, 7), 108);
  header.write(octal(0, 7), 116);
  header.write(octal(size, 11), 124);
  header.write(octal(0, 11), 136);
  // The checksum is taken with its own field full of blanks.
  header.write('        ', 148);
  header.write('0', 156);
  header.write('ustar\u000000', 257);
  header.write(prefix, 345);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${octal(sum, 6)}\u0000 `, 148);
  return header;
}

/** A name has room for 100 bytes, and the folders before it for 155 more. */
function splitPath(path: string): { readonly name: string; readonly prefix: string } {
  if (Buffer.byteLength(path) <= 100) return { name: path, prefix: '' };
  for (let at = path.indexOf('/'); at > 0; at = path.indexOf('/', at + 1)) {
    const [prefix, name] = [path.slice(0, at), path.slice(at + 1)];
    if (Buffer.byteLength(name) <= 100 && Buffer.byteLength(prefix) <= 155) return { name, prefix };
  }
  throw new RangeError('a path is too long for a tar archive');
}

const octal = (value: number, digits: number): string => value.toString(8).padStart(digits, '0');

const paddingFor = (content: Buffer): Buffer => Buffer.alloc((BLOCK - (content.length % BLOCK)) % BLOCK);
