import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { chmod, mkdir, open, rename, stat, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Replaces a private file whole: beside its name, fsynced, renamed, folder fsynced. */
export async function writeWhole(path: string, text: string): Promise<void> {
  const temporary = `${dirname(path)}/.perennial-${randomBytes(12).toString('hex')}`;
  const handle = await open(temporary, 'wx', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
    await rename(temporary, path);
  } catch (error) {
    await unlink(temporary).catch(() => undefined);
    throw error;
  } finally {
    await handle.close();
  }
  await syncFolder(dirname(path));
}

/** Makes the folder, and what is missing above it, so that only its owner may enter it. True when it was not there. */
export async function makePrivateFolder(path: string): Promise<boolean> {
  await mkdir(dirname(path), { recursive: true });
  try {
    await mkdir(path, { mode: 0o700 });
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
    if (((await stat(path)).mode & 0o077) !== 0) await chmod(path, 0o700);
    return false;
  }
  await syncFolder(dirname(path));
  return true;
}

/** So that a new name survives a power cut. Some file systems (FUSE, 9p) know no fsync of a folder. */
export async function syncFolder(path: string): Promise<void> {
  const handle = await open(path, constants.O_RDONLY | constants.O_DIRECTORY);
  try {
    await handle.sync();
  } catch (error) {
    if (!['EINVAL', 'ENOTSUP'].includes(codeOf(error))) throw error;
  } finally {
    await handle.close();
  }
}

/** The operating system's name of an error, e.g. `ENOENT`. */
export function codeOf(thrown: unknown): string {
  const code: unknown = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
  return typeof code === 'string' ? code : '';
}
