import { readdir } from 'node:fs/promises';
import { codeOf } from './durable.ts';

/** What is in the folder; nothing where no folder is. */
export async function namesIn(folder: string): Promise<readonly string[]> {
  return readdir(folder).catch((error: unknown) => {
    if (['ENOENT', 'ENOTDIR'].includes(codeOf(error))) return [];
    throw error;
  });
}
