import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { PerennialError } from '../../core/errors.ts';
import { codeOf } from './durable.ts';

/** Far above any plan or journal of ours; far below what would exhaust memory. */
const limit = 64 * 1024 * 1024;

/** The text of a run's file, undefined when there is none. Never waits for a FIFO. */
export async function savedText(path: string, most = limit): Promise<string | undefined> {
  const handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  });
  try {
    if (handle === undefined) return undefined;
    const stats = await handle.stat();
    if (!stats.isFile()) throw new PerennialError('plan-invalid', `${path} is not a regular file`, { file: path });
    if (stats.size > most)
      throw new PerennialError('file-too-large', `${path} has ${stats.size} bytes`, { file: path });
    return await handle.readFile('utf8');
  } finally {
    await handle?.close();
  }
}

/** JSON of ours, or `plan-invalid` with the line. */
export function parsedJson(text: string, file: string, firstLine = 1): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const at = /position (\d+)/.exec(String(error))?.[1];
    const line = at === undefined ? firstLine : firstLine + text.slice(0, Number(at)).split('\n').length - 1;
    throw new PerennialError('plan-invalid', `${file}, line ${line}, is not JSON`, { file, line, hint: damagedHint });
  }
}

export const damagedHint = 'somebody edited it, or the disk is failing; look at the files themselves before going on';

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
