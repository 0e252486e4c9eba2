import { posix } from 'node:path';
import { PerennialError } from '../../core/errors.ts';
import type { Reading } from '../../core/inventory.ts';
import type { Path } from '../../core/names.ts';
import type { FileContent, Files, FolderEntry } from '../../ports/node.ts';
import type { Gate } from './effects.ts';
import { digestOf, found, namesIn, placeItself, type Tree } from './tree.ts';

const defaultLimit = 4 * 1024 * 1024;

/** Files in memory, with what else a path can turn out to be. */
export function memoryFiles(tree: Tree, gate: Gate): Files {
  return {
    async read(path, limit = defaultLimit) {
      gate.assertAlive();
      return contentAt(tree, path, limit);
    },
    async list(folder) {
      gate.assertAlive();
      return namesReading(tree, folder);
    },
    async entries(folder) {
      gate.assertAlive();
      return entriesReading(tree, folder);
    },
    async digest(path) {
      gate.assertAlive();
      const content = contentAt(tree, path, defaultLimit);
      return content.kind === 'missing' ? 'absent' : contentOrError(content, path).facts.digest;
    },
    async changedAt(path) {
      gate.assertAlive();
      const { entry, linksChangedAt } = found(tree, path);
      if (entry?.kind !== 'file') throw unreadable(path, 'it does not exist');
      return Math.max(entry.changedAt, linksChangedAt);
    },
    async linkTarget(path) {
      gate.assertAlive();
      const { entry } = placeItself(tree, path);
      return entry?.kind === 'link' ? entry.target : undefined;
    },
  };
}

export function contentAt(tree: Tree, path: Path, limit: number): Reading<FileContent> {
  const { path: resolved, entry, linked, linksChangedAt } = found(tree, path);
  switch (entry?.kind) {
    case undefined:
    case 'link':
      return linked ? notAFile(`it is a link to ${resolved}, which does not exist`) : { kind: 'missing' };
    case 'folder':
      return notAFile('it is a directory');
    case 'fifo':
      return notAFile('it is a FIFO');
    case 'forbidden':
      return { kind: 'unreadable', reason: 'permission', detail: 'permission denied' };
    case 'file': {
      const { bytes, mode, uid, gid } = entry;
      const changedAt = Math.max(entry.changedAt, linksChangedAt);
      if (bytes.length > limit)
        return { kind: 'unreadable', reason: 'too-large', detail: `it has ${bytes.length} bytes` };
      return {
        kind: 'read',
        value: {
          bytes,
          facts: {
            path,
            ...(resolved !== path && { realPath: resolved }),
            digest: digestOf(bytes),
            mode,
            uid,
            gid,
            changedAt,
          },
          resolved,
        },
      };
    }
  }
}

export function contentOrError(content: Reading<FileContent>, path: Path): FileContent {
  if (content.kind === 'read') return content.value;
  if (content.kind !== 'unreadable') throw unreadable(path, 'it does not exist');
  if (content.reason === 'permission') throw new PerennialError('permission', `cannot read ${path}: ${content.detail}`);
  if (content.reason === 'too-large')
    throw new PerennialError('file-too-large', `cannot read ${path}: ${content.detail}`);
  throw unreadable(path, content.detail);
}

function namesReading(tree: Tree, folder: Path): Reading<readonly string[]> {
  const { path, entry } = found(tree, folder);
  if (entry === undefined) return { kind: 'missing' };
  if (entry.kind === 'forbidden') return { kind: 'unreadable', reason: 'permission', detail: 'permission denied' };
  return entry.kind === 'folder' ? { kind: 'read', value: namesIn(tree, path) } : notAFile('it is no folder');
}

function entriesReading(tree: Tree, folder: Path): Reading<readonly FolderEntry[]> {
  const names = namesReading(tree, folder);
  if (names.kind !== 'read') return names;
  const { path } = found(tree, folder);
  const isFolder = (name: string): boolean => {
    const inside = found(tree, posix.join(path, name));
    return inside.entry?.kind === 'folder' && !inside.linked;
  };
  return { kind: 'read', value: names.value.map((name) => ({ name, isFolder: isFolder(name) })) };
}

function notAFile(detail: string): Reading<never> {
  return { kind: 'unreadable', reason: 'not-a-file', detail };
}

function unreadable(path: Path, why: string): PerennialError {
  return new PerennialError('file-unreadable', `cannot read ${path}: ${why}`, { file: path });
}
