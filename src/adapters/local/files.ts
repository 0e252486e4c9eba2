import { lstat, readdir, readlink } from 'node:fs/promises';
import { PerennialError, type ErrorCode } from '../../core/errors.ts';
import type { Reading, UnreadableReason } from '../../core/inventory.ts';
import type { Path } from '../../core/names.ts';
import type { FileContent, Files, FolderEntry } from '../../ports/node.ts';
import { digestOf } from './digest.ts';
import { fileError, isErrno, readingOf } from './errno.ts';
import { placeItself, placesUnder, type Place, type Places, type Root } from './places.ts';
import { readRegular } from './regular-file.ts';

/** Enough for any certificate, kubeconfig or manifest; little enough to hold in memory. */
export const defaultLimit = 4 * 1024 * 1024;

/** The files of this machine, or of a folder that stands for its `/`. */
export function localFiles(root: Root): Files {
  const places = placesUnder(root);
  return {
    read: (path, limit = defaultLimit) => contentAt(places, path, limit),
    list: async (folder) => namesOf(await entriesIn(places, folder)),
    entries: (folder) => entriesIn(places, folder),
    async digest(path) {
      const content = await contentAt(places, path, defaultLimit);
      return content.kind === 'missing' ? 'absent' : contentOrError(content, path).facts.digest;
    },
    changedAt: (path) => changeOf(places, path),
    linkTarget: (path) => targetOf(places, path),
  };
}

/** A file's bytes and facts, links followed. Never throws. */
export async function contentAt(places: Places, path: Path, limit: number): Promise<Reading<FileContent>> {
  try {
    const place = await places(path);
    if (place.dangling) return { kind: 'unreadable', reason: 'not-a-file', detail: danglingWords(place) };
    const file = await readRegular(place.real, limit);
    if (file.kind !== 'read') return file;
    const { bytes, stats } = file.value;
    const changedAt = Math.max(Math.ceil(stats.ctimeMs), place.linksChangedAt);
    const facts = { digest: digestOf(bytes), mode: stats.mode & 0o7777, uid: stats.uid, gid: stats.gid, changedAt };
    const resolved = place.logical;
    const linked = resolved === path ? {} : { realPath: resolved };
    return { kind: 'read', value: { bytes, facts: { path, ...linked, ...facts }, resolved } };
  } catch (error) {
    return readingOf(error);
  }
}

/** What was read, or the error that says why not. */
export function contentOrError(content: Reading<FileContent>, path: Path): FileContent {
  switch (content.kind) {
    case 'read':
      return content.value;
    case 'missing':
      throw new PerennialError('file-unreadable', `cannot read ${path}: it does not exist`, { file: path });
    case 'absent-by-design':
      throw new PerennialError('file-unreadable', `cannot read ${path}: ${content.why}`, { file: path });
    case 'unreadable':
      throw new PerennialError(codeOf(content.reason), `cannot read ${path}: ${content.detail}`, {
        file: path,
        ...(content.reason === 'permission' ? { hint: 'run as root' } : {}),
      });
  }
}

export function danglingWords(place: Place): string {
  return `it is a link to ${place.logical}, which does not exist`;
}

function codeOf(reason: UnreadableReason): ErrorCode {
  if (reason === 'permission') return 'permission';
  return reason === 'too-large' ? 'file-too-large' : 'file-unreadable';
}

async function entriesIn(places: Places, folder: Path): Promise<Reading<readonly FolderEntry[]>> {
  try {
    const place = await places(folder);
    const entries = await readdir(place.real, { withFileTypes: true });
    const found = entries.map((entry) => ({ name: entry.name, isFolder: entry.isDirectory() }));
    return { kind: 'read', value: found.sort((one, other) => (one.name < other.name ? -1 : 1)) };
  } catch (error) {
    return readingOf(error);
  }
}

function namesOf(entries: Reading<readonly FolderEntry[]>): Reading<readonly string[]> {
  return entries.kind === 'read' ? { kind: 'read', value: entries.value.map(({ name }) => name) } : entries;
}

async function targetOf(places: Places, path: Path): Promise<Path | undefined> {
  try {
    return await readlink((await placeItself(places, path)).real);
  } catch (error) {
    if (isErrno(error, 'ENOENT', 'EINVAL')) return undefined;
    throw fileError(error, path, 'look at');
  }
}

async function changeOf(places: Places, path: Path): Promise<number> {
  try {
    const place = await places(path);
    const stats = await lstat(place.real);
    return Math.max(Math.ceil(stats.ctimeMs), place.linksChangedAt);
  } catch (error) {
    throw fileError(error, path, 'look at');
  }
}
