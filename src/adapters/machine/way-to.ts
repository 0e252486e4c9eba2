import { lstat, readlink } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Path } from '../../core/names.ts';
import type { Standing } from '../../core/schedule/standing.ts';

/** Everything below `root` that is gone through to reach the path, each once. */
export async function wayTo(root: string, path: Path): Promise<readonly Standing[]> {
  const way = await gone(root, resolve('/', path), MOST_LINKS);
  return [...new Map(way.map((standing) => [standing.path, standing])).values()];
}

/** As many as Linux follows (path_resolution(7)). */
const MOST_LINKS = 40;

async function gone(root: string, path: Path, links: number): Promise<readonly Standing[]> {
  const way: Standing[] = [];
  for (const place of placesOn(path)) {
    const stats = await lstat(join(root, place)).catch(() => undefined);
    if (stats === undefined) break;
    if (stats.isSymbolicLink()) {
      const target = resolve(dirname(place), await readlink(join(root, place)));
      return links === 0 ? way : [...way, ...(await gone(root, join(target, path.slice(place.length)), links - 1))];
    }
    way.push({ path: place, uid: stats.uid, gid: stats.gid, mode: stats.mode & 0o7777 });
  }
  return way;
}

/** `/`, `/usr`, `/usr/bin` of `/usr/bin`. */
const placesOn = (path: Path): readonly Path[] => (path === '/' ? ['/'] : [...placesOn(dirname(path)), path]);
