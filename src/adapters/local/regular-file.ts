import { constants, type Stats } from 'node:fs';
import { lstat, open, type FileHandle } from 'node:fs/promises';
import type { Reading } from '../../core/inventory.ts';
import { readingOf } from './errno.ts';

export interface RegularFile {
  readonly bytes: Buffer;
  readonly stats: Stats;
}

/** Without waiting for a writer of a FIFO, and without following a link put there in the meantime. */
const flags = constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW;

/** The bytes of a regular file, bounded; devices and FIFOs are never opened for longer than it takes to see what they are. */
export async function readRegular(real: string, limit: number): Promise<Reading<RegularFile>> {
  try {
    const before = await lstat(real);
    if (!before.isFile()) return notAFile(before);
    const handle = await open(real, flags);
    try {
      return await readOpen(handle, limit);
    } finally {
      await handle.close();
    }
  } catch (error) {
    return readingOf(error);
  }
}

/** What it is instead of a file. */
export function notAFile(stats: Stats): Reading<never> {
  return { kind: 'unreadable', reason: 'not-a-file', detail: `it is ${nameOf(stats)}` };
}

async function readOpen(handle: FileHandle, limit: number): Promise<Reading<RegularFile>> {
  const stats = await handle.stat();
  if (!stats.isFile()) return notAFile(stats);
  if (stats.size > limit) return tooLarge(stats.size, limit);
  const bytes = await upTo(handle, limit + 1, stats.size + 1);
  return bytes.length > limit ? tooLarge(bytes.length, limit) : { kind: 'read', value: { bytes, stats } };
}

/** Reads on until the end whatever the size said: in /proc it says 0, and a file may grow meanwhile. */
async function upTo(handle: FileHandle, most: number, expected: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  let length = 0;
  while (length < most) {
    const part = Buffer.alloc(Math.min(most - length, Math.max(expected - length, 4096)));
    const { bytesRead } = await handle.read(part, 0, part.length);
    if (bytesRead === 0) break;
    parts.push(part.subarray(0, bytesRead));
    length += bytesRead;
  }
  return Buffer.concat(parts);
}

function tooLarge(size: number, limit: number): Reading<never> {
  return { kind: 'unreadable', reason: 'too-large', detail: `it has ${size} bytes or more, at most ${limit} are read` };
}

function nameOf(stats: Stats): string {
  if (stats.isDirectory()) return 'a directory';
  if (stats.isFIFO()) return 'a FIFO';
  if (stats.isSocket()) return 'a socket';
  if (stats.isSymbolicLink()) return 'a link';
  return 'a device';
}
