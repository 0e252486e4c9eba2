import type { Stats } from 'node:fs';
import { lstat, mkdir, rename, unlink } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { PerennialError } from '../../core/errors.ts';
import type { Path } from '../../core/names.ts';
import { own, takeAttributes, type Ownership } from './attributes.ts';
import { errno, fileError, isErrno } from './errno.ts';
import { danglingWords } from './files.ts';
import { exists, openFolder, removeLeftovers, type Folder } from './folder.ts';
import { placeItself, type Places } from './places.ts';
import { notAFile } from './regular-file.ts';
import { linkTemporary, writeTemporary } from './write.ts';

/** New bytes for a path, or a link; without either it is removed. */
export interface Replacement {
  readonly path: Path;
  readonly bytes: Uint8Array | undefined;
  readonly target?: Path | undefined;
  /** A link at the path is replaced or removed, not followed. */
  readonly itself?: true | undefined;
  readonly create?: Ownership | undefined;
}

interface Ready {
  readonly path: Path;
  readonly folder: Folder;
  readonly name: string;
  readonly temporary: string | undefined;
}

/** Writes all, then renames all, one right after the other: what can fail for want of room or rights fails before anything changed. */
export async function replaceAll(places: Places, replacements: readonly Replacement[]): Promise<void> {
  const folders = new Map<string, Folder>();
  const ready: Ready[] = [];
  try {
    for (const one of replacements) {
      ready.push(await prepared(places, folders, one).catch(failing(one.path)));
    }
    refuseTwice(ready);
    for (const one of ready) await putInPlace(one).catch(failing(one.path));
    for (const folder of folders.values()) await folder.sync().catch(failing(folder.real));
  } finally {
    for (const { folder, temporary } of ready) {
      if (temporary !== undefined) await unlink(folder.at(temporary)).catch(() => undefined);
    }
    for (const folder of folders.values()) await folder.close();
  }
}

/** Names that lead to one file: the last would win, and nobody would find what the first one put there. */
function refuseTwice(ready: readonly Ready[]): void {
  const [twice] = [...Map.groupBy(ready, ({ folder, name }) => folder.at(name)).values()].filter(
    ({ length }) => length > 1,
  );
  if (twice === undefined) return;
  const paths = twice.map(({ path }) => path).join(' and ');
  throw new PerennialError('plan-invalid', `${paths} are one file, and each would get content of its own`, {
    hint: 'one is a link to the other: make a file of it, or remove it',
    next: 'perennial check',
  });
}

async function prepared(places: Places, folders: Map<string, Folder>, one: Replacement): Promise<Ready> {
  const place = one.itself ? await placeItself(places, one.path) : await places(one.path);
  if (place.dangling) throw new PerennialError('file-unreadable', `cannot write ${one.path}: ${danglingWords(place)}`);
  const folder = await folderOf(folders, dirname(place.real), one.create);
  const name = basename(place.real);
  if (one.target !== undefined) {
    return { path: one.path, folder, name, temporary: await linkTemporary(folder, one.target) };
  }
  const live = await regularOrMissing(folder.at(name), one);
  if (one.bytes === undefined) return { path: one.path, folder, name, temporary: undefined };
  if (live === undefined && one.create !== undefined) await refuseForeignFolder(folder, one.create, one.path);
  const temporary = await writeTemporary(folder, one.bytes, async (handle) => {
    if (live !== undefined) await takeAttributes(handle, folder.at(name));
    else if (one.create !== undefined) await own(handle, one.create);
  });
  return { path: one.path, folder, name, temporary };
}

/** The folder is made, private, where a file is to be created for somebody who has none yet (`~/.kube`). */
async function folderOf(folders: Map<string, Folder>, real: string, create?: Ownership): Promise<Folder> {
  const known = folders.get(real);
  if (known !== undefined) return known;
  if (create !== undefined && !(await exists(real))) await makeFolderFor(create, real);
  const folder = await openFolder(real);
  folders.set(real, folder);
  await removeLeftovers(folder);
  return folder;
}

async function makeFolderFor(owner: Ownership, real: string): Promise<void> {
  const above = await openFolder(dirname(real));
  try {
    await refuseForeignFolder(above, owner, real);
    await mkdir(above.at(basename(real)), { mode: 0o700 });
    const made = await openFolder(real);
    await made.own(owner.uid, owner.gid).finally(() => made.close());
    await above.sync();
  } finally {
    await above.close();
  }
}

/** Nobody gets a file of their own in a folder that is not theirs: their `~/.kube` may be a link to the manifests folder. */
async function refuseForeignFolder(folder: Folder, owner: Ownership, path: Path): Promise<void> {
  const { uid } = await folder.stat();
  if (uid === owner.uid || owner.uid === 0) return;
  throw new PerennialError(
    'permission',
    `cannot create ${path}: ${folder.real} belongs to user ${uid}, not ${owner.uid}`,
    {
      hint: 'a file is only created for somebody in a folder of their own',
      file: path,
    },
  );
}

/** A link that is replaced itself has nothing to hand on. */
async function regularOrMissing(at: string, { path, itself }: Replacement): Promise<Stats | undefined> {
  try {
    const stats = await lstat(at);
    if (stats.isFile()) return stats;
    if (itself && stats.isSymbolicLink()) return undefined;
    const what = notAFile(stats);
    throw errno('', what.kind === 'unreadable' ? what.detail : path);
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return undefined;
    throw error;
  }
}

async function putInPlace({ folder, name, temporary }: Ready): Promise<void> {
  if (temporary !== undefined) return rename(folder.at(temporary), folder.at(name));
  await unlink(folder.at(name)).catch((error: unknown) => {
    if (!isErrno(error, 'ENOENT')) throw error;
  });
}

function failing(path: Path): (thrown: unknown) => never {
  return (thrown) => {
    throw fileError(thrown, path, 'write');
  };
}
