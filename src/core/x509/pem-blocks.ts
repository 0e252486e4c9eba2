import { PerennialError } from '../errors.ts';

/** One block of a PEM file (RFC 7468), not decoded yet. */
export interface PemBlock {
  readonly label: string;
  /** Of the BEGIN line, 1-based. */
  readonly line: number;
  /** RFC 1421 headers before the body, e.g. `Proc-Type`; Kubernetes skips certificates that have them. */
  readonly headers: readonly string[];
  /** Base64, lines joined. */
  readonly body: string;
}

/** A bundle of a hundred authorities has 200 kB; files of another nature are refused before anything is read from them. */
const MOST_BYTES = 4 * 1024 * 1024;

/** The blocks in a file's order; text between them is skipped. Throws `file-malformed` or `file-too-large`, never with content. */
export function pemBlocksOf(text: string | Buffer, file: string): readonly PemBlock[] {
  if (text.length > MOST_BYTES) {
    throw new PerennialError('file-too-large', `${file} is far too large for certificates and keys`, { file });
  }
  const lines = text.toString('latin1').split(/\r\n|\n|\r/);
  refuseByteOrderMark(lines[0] ?? '', file);
  const blocks: PemBlock[] = [];
  for (let index = 0; index < lines.length; index++) {
    const label = boundary('BEGIN', lines[index]);
    if (label === undefined) continue;
    const end = endOf({ lines, begin: index, label, file });
    blocks.push({ label, line: index + 1, ...partsOf(lines.slice(index + 1, end)) });
    index = end;
  }
  return blocks;
}

/** The bytes of a block. */
export function decodedBlock({ body, label, line }: PemBlock, file: string): Buffer {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(body) || body.length % 4 !== 0) {
    throw brokenBlock({ file, line, what: `the ${label} block is not base64` });
  }
  return Buffer.from(body, 'base64');
}

/** What is wrong with the block that begins at this line of this file. */
export function brokenBlock({ file, line, what }: { file: string; line: number; what: string }): PerennialError {
  return new PerennialError('file-malformed', `${file} is broken at line ${line}: ${what}`, { file, line });
}

/** Go and OpenSSL do not see a first block behind one (encoding/pem looks for BEGIN at the start of a line). */
function refuseByteOrderMark(firstLine: string, file: string): void {
  if (!/^(\xef\xbb\xbf|\xff\xfe|\xfe\xff)/.test(firstLine)) return;
  throw new PerennialError('file-malformed', `${file} begins with a byte order mark, which Kubernetes cannot read`, {
    file,
    line: 1,
    hint: 'save the file as plain ASCII',
  });
}

function boundary(word: 'BEGIN' | 'END', line: string | undefined): string | undefined {
  if (line === undefined || !line.startsWith(`-----${word} `)) return undefined;
  return /^-----[A-Z]+ ([\x20-\x7e]{1,100}?)-----[ \t]*$/.exec(line)?.[1];
}

function endOf(block: { lines: readonly string[]; begin: number; label: string; file: string }): number {
  const { lines, begin, label, file } = block;
  const line = begin + 1;
  for (let index = begin + 1; index < lines.length; index++) {
    const end = boundary('END', lines[index]);
    if (end === label) return index;
    if (end !== undefined) throw brokenBlock({ file, line, what: 'BEGIN and END do not name the same thing' });
    if (boundary('BEGIN', lines[index]) !== undefined) break;
  }
  throw brokenBlock({ file, line, what: 'the block has no end' });
}

function partsOf(lines: readonly string[]): Pick<PemBlock, 'headers' | 'body'> {
  const headers = lines.filter((line) => line.includes(':'));
  const body = lines.slice(headers.length === 0 ? 0 : lines.findLastIndex((line) => line.includes(':')) + 1);
  return { headers, body: body.join('').replace(/[ \t]/g, '') };
}
