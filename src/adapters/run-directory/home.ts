import { lstat, realpath } from 'node:fs/promises';
import { dirname, posix } from 'node:path';
import { PerennialError } from '../../core/errors.ts';
import type { Path } from '../../core/names.ts';

/** Where the node keeps its runs. Refused when a link leads out of the folder that stands for `/`. */
export async function homeIn(root: string, folder: Path): Promise<string> {
  const base = await realpath(root);
  const wanted = posix.join(base, posix.resolve('/', folder));
  const nearest = await nearestThere(wanted);
  const real = await realpath(nearest);
  if (base !== '/' && real !== base && !real.startsWith(`${base}/`)) throw leadsOutside(folder, root);
  return real + wanted.slice(nearest.length);
}

async function nearestThere(path: string): Promise<string> {
  const there = await lstat(path).then(
    () => true,
    () => false,
  );
  return there || path === '/' ? path : nearestThere(dirname(path));
}

function leadsOutside(folder: Path, root: string): PerennialError {
  return new PerennialError('file-unreadable', `${folder} is a link that leads out of ${root}`, {
    hint: 'make it a relative link, or a folder',
    file: folder,
  });
}
