import { malformed } from './yaml-text.ts';

/**
 * The text of a file that must be text: what is not UTF-8 is refused, never replaced, because these files are written back with
 * every other byte as it was. A byte order mark stays in the text.
 */
export function decodedText(bytes: Uint8Array, file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw malformed(file, 'it is no UTF-8 text');
  }
}
