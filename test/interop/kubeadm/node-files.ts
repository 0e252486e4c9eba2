import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Path } from '../../../src/core/names.ts';

/** Every file of a node by its path, with its mode, owner and bytes: only to be compared. Perennial's own folder is left out. */
export type NodeFiles = ReadonlyMap<Path, { readonly attributes: string; readonly digest: string }>;

export function nodeFiles(root: string): NodeFiles {
  return new Map(
    readdirSync(root, { recursive: true, encoding: 'utf8' })
      .map((path): Path => `/${path}`)
      .filter((path) => !path.startsWith('/var/lib/perennial') && lstatSync(join(root, path)).isFile())
      .map((path) => [path, fileAt(join(root, path))]),
  );
}

/** Paths of files with other bytes, and of those that one side lacks. */
export function changedFiles(before: NodeFiles, after: NodeFiles): readonly Path[] {
  const paths = new Set([...before.keys(), ...after.keys()]);
  return [...paths].filter((path) => before.get(path)?.digest !== after.get(path)?.digest).toSorted();
}

/** Mode and owner by path. */
export function attributesOf(files: NodeFiles): Readonly<Record<Path, string>> {
  return Object.fromEntries([...files].map(([path, { attributes }]) => [path, attributes]));
}

function fileAt(path: string) {
  const { mode, uid, gid } = lstatSync(path);
  return {
    attributes: `${(mode & 0o7777).toString(8)} ${String(uid)}:${String(gid)}`,
    digest: createHash('sha256').update(readFileSync(path)).digest('hex'),
  };
}
