import { oneLine } from '../one-line.ts';

/** One line of at most so many bytes of UTF-8; a character is kept whole or left out. */
export function boundedText(text: string, mostBytes: number): string {
  const plain = oneLine(text);
  if (Buffer.byteLength(plain) <= mostBytes) return plain;
  return `${startOf(plain, mostBytes - ELLIPSIS.length)}${ELLIPSIS}`;
}

const ELLIPSIS = '...';

function startOf(text: string, mostBytes: number): string {
  let bytes = 0;
  let start = '';
  for (const character of text) {
    bytes += Buffer.byteLength(character);
    if (bytes > mostBytes) break;
    start += character;
  }
  return start;
}
