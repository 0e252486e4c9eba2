import { counted } from '../../core/check/words.ts';
import type { Layout, Reading, Unreadable } from '../../core/inventory.ts';
import type { Path } from '../../core/names.ts';
import type { Files, FolderEntry } from '../../ports/node.ts';
import { mapBounded } from './bounded.ts';
import { isSystemTrust, isWalked } from './walked-folders.ts';
import { valueOf } from './reading.ts';

/** How far one look goes: far more than any layout has, little enough for a folder that turns out to be no PKI. */
export interface Bounds {
  /** Levels below the folders it begins in. */
  readonly depth: number;
  readonly folders: number;
  /** Files that by their names may hold certificates. */
  readonly files: number;
}

export const ordinaryBounds: Bounds = { depth: 8, folders: 1000, files: 20_000 };

export interface LyingFile {
  readonly path: Path;
  /** What lies beside it and by its name is its key. */
  readonly keyPath?: Path;
}

/**
 * What lies in these folders and in those below: level by level, so that a bound leaves out what is deepest, and says so. A link to
 * a folder is not followed: it may lead anywhere, or back.
 */
export async function certificateFolders(
  files: Files,
  { layout, folders }: { readonly layout: Layout; readonly folders: readonly Path[] },
  bounds: Bounds = ordinaryBounds,
): Promise<{ readonly lying: readonly LyingFile[]; readonly unreadable: readonly Unreadable[] }> {
  const roots = [...new Set(folders)].filter((folder) => !isSystemTrust(folder));
  const seen = new Set(roots);
  const listings: Listing[] = [];
  const left: Path[] = [];
  for (let [level, depth] = [roots, 0]; level.length > 0; depth += 1) {
    const listed = await mapBounded(level, FOLDERS_AT_ONCE, async (folder) => ({
      folder,
      entries: await files.entries(folder),
    }));
    listings.push(...listed);
    const below = listed
      .filter(({ folder }) => isWalked(folder, layout))
      .flatMap(subfolders)
      .filter((folder) => !seen.has(folder) && !isSystemTrust(folder));
    const room = depth < bounds.depth ? Math.max(0, bounds.folders - seen.size) : 0;
    level = below.slice(0, room);
    for (const folder of below.slice(room)) left.push(folder);
    for (const folder of level) seen.add(folder);
  }
  const lying = listings.flatMap(lyingIn);
  const tooMany = lying.slice(bounds.files).map(({ path }) => path);
  return {
    lying: lying.slice(0, bounds.files),
    unreadable: [...listings.flatMap(failure), ...roots.flatMap((root) => notLookedAt(root, { left, tooMany, roots }))],
  };
}

const FOLDERS_AT_ONCE = 8;

interface Listing {
  readonly folder: Path;
  readonly entries: Reading<readonly FolderEntry[]>;
}

function subfolders({ folder, entries }: Listing): readonly Path[] {
  return (valueOf(entries) ?? []).flatMap(({ name, isFolder }) => (isFolder ? [`${folder}/${name}`] : []));
}

function lyingIn({ folder, entries }: Listing): readonly LyingFile[] {
  const names = new Set((valueOf(entries) ?? []).flatMap(({ name, isFolder }) => (isFolder ? [] : [name])));
  return [...names].filter((name) => /\.(crt|pem|cert)$/.test(name)).map((name) => lyingFile(folder, name, names));
}

/** Its key lies beside it: `x.key`, or `x-key.pem` as cfssl writes it. */
function lyingFile(folder: Path, name: string, all: ReadonlySet<string>): LyingFile {
  const base = name.replace(/\.[^.]*$/, '');
  const key = [`${base}.key`, `${base}-key.pem`].find((candidate) => all.has(candidate));
  return { path: `${folder}/${name}`, ...(key !== undefined && { keyPath: `${folder}/${key}` }) };
}

const WHAT = 'folder of certificates';

function failure({ folder, entries }: Listing): readonly Unreadable[] {
  return entries.kind === 'unreadable' ? [{ what: WHAT, path: folder, ...entries }] : [];
}

/** What the bounds left out below this root, in one sentence; each path belongs to the first root it lies in. */
function notLookedAt(
  root: Path,
  {
    left,
    tooMany,
    roots,
  }: { readonly left: readonly Path[]; readonly tooMany: readonly Path[]; readonly roots: readonly Path[] },
): readonly Unreadable[] {
  const isHere = (path: Path): boolean => roots.find((one) => path.startsWith(`${one}/`)) === root;
  const parts = [
    { paths: left.filter(isHere), noun: 'folder' },
    { paths: tooMany.filter(isHere), noun: 'file' },
  ].flatMap(({ paths, noun }) =>
    paths[0] === undefined ? [] : [`${counted(paths.length, noun)} from ${paths[0]} on`],
  );
  if (parts.length === 0) return [];
  return [{ what: WHAT, path: root, reason: 'too-large', detail: `not looked at: ${parts.join(', ')}` }];
}
