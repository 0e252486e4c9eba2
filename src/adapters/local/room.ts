import { constants } from 'node:fs';
import { access, lstat, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { reasonOf } from '../../core/errors.ts';
import type { Path } from '../../core/names.ts';
import { fileError, isErrno } from './errno.ts';
import { danglingWords } from './files.ts';
import { exists } from './folder.ts';
import type { Places } from './places.ts';

export interface Room {
  readonly freeBytes: number;
  readonly problem?: string;
}

/** Room for a file at `path` and what would keep us from writing it; nothing is written to find out. */
export async function roomFor(places: Places, path: Path): Promise<Room> {
  try {
    const place = await places(path);
    if (place.dangling) return { freeBytes: 0, problem: `${path} cannot be replaced: ${danglingWords(place)}` };
    const folder = await nearestFolder(dirname(place.real));
    const { bavail, bsize, files, ffree } = await statfs(folder);
    const problem =
      (await problemWith(place.real, folder, path)) ?? (files > 0 && ffree === 0 ? noInodes(path) : undefined);
    return { freeBytes: bavail * bsize, ...(problem === undefined ? {} : { problem }) };
  } catch (error) {
    return { freeBytes: 0, problem: reasonOf(fileError(error, path, 'write')) };
  }
}

async function nearestFolder(folder: string): Promise<string> {
  return (await exists(folder)) ? folder : nearestFolder(dirname(folder));
}

async function problemWith(real: string, folder: string, path: Path): Promise<string | undefined> {
  await access(folder, constants.W_OK | constants.X_OK);
  const stats = await lstat(real).catch((error: unknown) => {
    if (isErrno(error, 'ENOENT')) return undefined;
    throw error;
  });
  if (stats === undefined) return undefined;
  if (!stats.isFile()) return `${path} is not a regular file`;
  const us = process.getuid?.() ?? 0;
  return us === 0 || stats.uid === us
    ? undefined
    : `${path} belongs to user ${stats.uid}, and only root can keep that so`;
}

function noInodes(path: Path): string {
  return `the file system of ${path} has no free inodes`;
}
