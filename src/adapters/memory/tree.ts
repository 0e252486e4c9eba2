import { createHash } from 'node:crypto';
import { posix } from 'node:path';
import type { Instant } from '../../core/instant.ts';
import type { Digest, Path } from '../../core/names.ts';
import type { Entry, Machine } from './machine.ts';

export type Tree = Pick<Machine, 'tree'>;

export interface Found {
  readonly path: Path;
  readonly entry: Entry | undefined;
  /** Newest change of the links followed, 0 without any. */
  readonly linksChangedAt: Instant;
  /** The file itself is a link. */
  readonly linked: boolean;
}

/** What is at a path, every link followed. */
export function found({ tree }: Tree, path: Path): Found {
  const direct = tree.get(path);
  if (direct?.kind === 'file') return { path, entry: direct, linksChangedAt: 0, linked: false };
  const ahead = path.split('/').reverse();
  let here = '/';
  let linksChangedAt = 0;
  let links = 0;
  let linked = false;
  while (ahead.length > 0) {
    const name = ahead.pop() ?? '';
    const next = posix.join(here, name);
    const entry = tree.get(next);
    if (entry?.kind !== 'link') here = next;
    else {
      links += 1;
      if (links > 40) return { path, entry: { kind: 'folder' }, linksChangedAt, linked: true };
      linked ||= ahead.length === 0;
      linksChangedAt = Math.max(linksChangedAt, entry.changedAt);
      if (entry.target.startsWith('/')) here = '/';
      ahead.push(...entry.target.split('/').reverse());
    }
  }
  const resolved = here.length > 1 ? here.replace(/\/$/, '') : here;
  const entry = tree.get(resolved) ?? (hasChildren(tree, resolved) ? { kind: 'folder' as const } : undefined);
  return { path: resolved, entry, linksChangedAt, linked };
}

/** What is at a path itself: links on the way are followed, one at its end is not. */
export function placeItself(tree: Tree, path: Path): { readonly path: Path; readonly entry: Entry | undefined } {
  const place = posix.join(found(tree, posix.dirname(path)).path, posix.basename(path));
  return { path: place, entry: tree.tree.get(place) };
}

/** The bytes of a file, undefined when there is none. */
export function bytesAt(tree: Tree, path: Path): Buffer | undefined {
  const { entry } = found(tree, path);
  return entry?.kind === 'file' ? entry.bytes : undefined;
}

/** Names directly in a folder, sorted. */
export function namesIn({ tree }: Tree, folder: Path): readonly string[] {
  const prefix = folder === '/' ? '/' : `${folder}/`;
  const names = [...tree.keys()].filter((path) => path.startsWith(prefix)).map((path) => path.slice(prefix.length));
  return [...new Set(names.map((name) => name.split('/')[0] ?? name))].sort();
}

/** Remembered: the bytes of an entry are never changed in place, and are asked for again and again. */
export function digestOf(bytes: Buffer): Digest {
  const known = digests.get(bytes);
  if (known !== undefined) return known;
  const digest: Digest = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
  digests.set(bytes, digest);
  return digest;
}

const digests = new WeakMap<Buffer, Digest>();

function hasChildren(tree: ReadonlyMap<Path, Entry>, path: Path): boolean {
  const prefix = path === '/' ? '/' : `${path}/`;
  for (const key of tree.keys()) if (key.startsWith(prefix)) return true;
  return false;
}
