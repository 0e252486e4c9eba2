import { lstat, readlink, realpath } from 'node:fs/promises';
import { posix } from 'node:path';
import type { Instant } from '../../core/instant.ts';
import type { Path } from '../../core/names.ts';
import { errno, isErrno } from './errno.ts';

/** Which folder stands for `/`, and the whole paths outside of it that the person named (from `logicalPathOf`). */
export interface Root {
  readonly root: string;
  readonly outside?: readonly Path[];
}

/** Where a logical path leads, every link followed inside the root. */
export interface Place {
  readonly real: string;
  readonly logical: Path;
  /** Newest ctime of the links followed, 0 when there were none: a link turned elsewhere changes what the file is. */
  readonly linksChangedAt: Instant;
  /** The file itself is a link, and nothing is where that leads. */
  readonly dangling: boolean;
}

export type Places = (path: Path) => Promise<Place>;

/** As many as Linux follows (path_resolution(7)). */
const mostLinks = 40;

/** Resolves logical paths. `/..` stays inside the root, as in a chroot, unless the whole path is one of `outside`. */
export function placesUnder({ root, outside = [] }: Root): Places {
  let base: Promise<string> | undefined;
  return async (path) => {
    if (outside.includes(path)) return elsewhere(path.slice('/..'.length));
    base ??= canonical(root);
    return (await placeWithoutLinks(await base, path)) ?? walked(await base, path);
  };
}

/** Where a path lies itself: links on the way are followed, one at its end is not. */
export async function placeItself(places: Places, path: Path): Promise<Place> {
  const folder = await places(posix.dirname(path));
  const at = (base: string): string => posix.join(base, posix.basename(path));
  return { real: at(folder.real), logical: at(folder.logical), linksChangedAt: 0, dangling: false };
}

/** The logical path of a real one: inside the root as the node sees it, outside of it with `/..` in front. */
export function logicalPathOf(root: string, realPath: string): Path {
  const base = posix.resolve(root);
  const real = posix.resolve(realPath);
  if (base === '/') return real;
  if (real === base) return '/';
  return real.startsWith(`${base}/`) ? real.slice(base.length) : `/..${real}`;
}

async function elsewhere(real: string): Promise<Place> {
  const place = await walked('', real);
  return { ...place, logical: `/..${place.logical}` };
}

async function canonical(root: string): Promise<string> {
  const real = await realpath(root);
  return real === '/' ? '' : real;
}

/** One system call for nearly every file; undefined where links, `..` or something missing need the walk. */
async function placeWithoutLinks(base: string, path: Path): Promise<Place | undefined> {
  const logical = posix.resolve('/', path);
  const real = base + logical;
  if (path.split('/').includes('..')) return undefined;
  const seen = await realpath(real).catch(() => undefined);
  return seen === real ? { real, logical, linksChangedAt: 0, dangling: false } : undefined;
}

async function walked(base: string, path: Path): Promise<Place> {
  const ahead = path.split('/').reverse();
  const behind: string[] = [];
  let links = 0;
  let linksChangedAt = 0;
  let missing = false;
  let isLink = false;
  while (ahead.length > 0) {
    step(behind, ahead.pop() ?? '');
    const stats = await statsOrMissing(`${base}/${behind.join('/')}`);
    missing = stats === undefined;
    if (stats?.isSymbolicLink() !== true || behind.length === 0) continue;
    links += 1;
    if (links > mostLinks) throw errno('ELOOP', `too many links on the way to ${path}`);
    isLink ||= ahead.every((name) => name === '' || name === '.');
    linksChangedAt = Math.max(linksChangedAt, Math.ceil(stats.ctimeMs));
    followLink(await readlink(`${base}/${behind.join('/')}`), behind, ahead);
  }
  const logical = `/${behind.join('/')}`;
  return { real: base + logical, logical, linksChangedAt, dangling: missing && isLink };
}

function step(behind: string[], name: string): void {
  if (name === '..') behind.pop();
  else if (name !== '' && name !== '.') behind.push(name);
}

function followLink(target: string, behind: string[], ahead: string[]): void {
  behind.pop();
  if (target.startsWith('/')) behind.length = 0;
  ahead.push(...target.split('/').reverse());
}

async function statsOrMissing(real: string) {
  try {
    return await lstat(real);
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return undefined;
    throw error;
  }
}
