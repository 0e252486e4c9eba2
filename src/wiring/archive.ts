import type { Archive } from '../ports/archive.ts';

/** Loaded by the command that writes one. */
export async function archiveHere(): Promise<Archive> {
  return (await import('../adapters/archive/gzipped-tar.ts')).gzippedTar();
}
