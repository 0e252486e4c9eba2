import { chmod, lstat, mkdir, realpath, stat } from 'node:fs/promises';
import { dirname, posix } from 'node:path';
import { PerennialError, reasonOf, type ErrorCode } from '../../core/errors.ts';
import type { Path } from '../../core/names.ts';

/** The lock's file, its private folder made. Refused when a link leads out of the folder that stands for `/`. */
export async function lockFileIn(root: string, folder: Path): Promise<string> {
  try {
    const base = await realpath(root);
    const wanted = posix.join(base, posix.resolve('/', folder));
    const nearest = await nearestThere(wanted);
    const real = (await realpath(nearest)) + wanted.slice(nearest.length);
    if (base !== '/' && real !== base && !real.startsWith(`${base}/`)) throw new Error(`a link leads out of ${root}`);
    await mkdir(dirname(real), { recursive: true });
    await mkdir(real, { recursive: true, mode: 0o700 });
    if (((await stat(real)).mode & 0o077) !== 0) await chmod(real, 0o700);
    return `${real}/lock`;
  } catch (error) {
    throw lockError(error, folder);
  }
}

/** Why the lock cannot be taken, other than that somebody holds it. */
export function lockError(thrown: unknown, path: string): PerennialError {
  if (thrown instanceof PerennialError) return thrown;
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
  const known = codes[code];
  return new PerennialError(known ?? 'file-unreadable', `cannot take the lock in ${path}: ${reasonOf(thrown)}`, {
    file: path,
    cause: thrown,
    ...(known === 'permission' && { hint: 'run as root' }),
  });
}

const codes: Readonly<Record<string, ErrorCode>> = {
  ENOSPC: 'disk-full',
  EDQUOT: 'disk-full',
  EROFS: 'read-only',
  EACCES: 'permission',
  EPERM: 'permission',
};

async function nearestThere(path: string): Promise<string> {
  const there = await lstat(path).then(
    () => true,
    () => false,
  );
  return there || path === '/' ? path : nearestThere(dirname(path));
}
