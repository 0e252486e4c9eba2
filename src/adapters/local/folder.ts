import { constants, type Stats } from 'node:fs';
import { access, chmod, mkdir, open, readdir, readlink, stat, unlink, type FileHandle } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { dirname } from 'node:path';
import { errno, isErrno } from './errno.ts';

/** An open folder. Names are looked up in this very folder, even if somebody turns its path elsewhere meanwhile. */
export interface Folder {
  readonly real: string;
  /** A path of that name in this folder. */
  at(name: string): string;
  stat(): Promise<Stats>;
  own(uid: number, gid: number): Promise<void>;
  /** So that a rename survives a power cut. */
  sync(): Promise<void>;
  close(): Promise<void>;
}

/** Node has no openat(2); Linux offers the same through /proc. Elsewhere the path has to do. */
export async function openFolder(real: string): Promise<Folder> {
  const handle = await open(real, constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW);
  const opened = `/proc/self/fd/${handle.fd}`;
  const leadsTo = await readlink(opened).catch(() => undefined);
  if (leadsTo !== undefined && leadsTo !== real) {
    await handle.close();
    throw errno('ELOOP', 'the folder was moved away meanwhile');
  }
  return {
    real,
    at: (name) => `${leadsTo === undefined ? real : opened}/${name}`,
    stat: () => handle.stat(),
    own: (uid, gid) => handle.chown(uid, gid),
    sync: () => synced(handle),
    close: () => handle.close(),
  };
}

/** A name beside the target that the kubelet ignores in its manifests folder (it skips names that start with a dot). */
export function temporaryName(): string {
  return `.perennial-${randomBytes(12).toString('hex')}`;
}

/** Removes what a run that was cut off left beside its targets; nobody else writes here while the lock is held. */
export async function removeLeftovers(folder: Folder): Promise<void> {
  for (const name of await readdir(folder.at('.'))) {
    if (/^\.perennial-[0-9a-f]{24}$/.test(name)) await unlink(folder.at(name)).catch(() => undefined);
  }
}

/** Makes `folder`, and what is missing above it, so that only its owner may enter it. */
export async function makePrivateFolder(folder: string): Promise<void> {
  const above = dirname(folder);
  await mkdir(above, { recursive: true });
  try {
    await mkdir(folder, { mode: 0o700 });
    await syncFolder(above);
  } catch (error) {
    if (!isErrno(error, 'EEXIST')) throw error;
    if (((await stat(folder)).mode & 0o077) !== 0) await chmod(folder, 0o700);
  }
}

async function syncFolder(real: string): Promise<void> {
  const handle = await open(real, constants.O_RDONLY | constants.O_DIRECTORY);
  try {
    await synced(handle);
  } finally {
    await handle.close();
  }
}

export async function exists(real: string): Promise<boolean> {
  return access(real).then(
    () => true,
    () => false,
  );
}

/** Some file systems (FUSE, 9p) know no fsync of a folder. */
async function synced(handle: FileHandle): Promise<void> {
  try {
    await handle.sync();
  } catch (error) {
    if (!isErrno(error, 'EINVAL', 'ENOTSUP')) throw error;
  }
}
