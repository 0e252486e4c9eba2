import { constants } from 'node:fs';
import { open, rename, symlink, unlink, type FileHandle } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { openFolder, removeLeftovers, temporaryName, type Folder } from './folder.ts';

const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;

/** Writes a private file of the store: beside its name, fsynced, renamed, folder fsynced. */
export async function writePrivate(real: string, bytes: Uint8Array | string): Promise<void> {
  const folder = await openFolder(dirname(real));
  try {
    await removeLeftovers(folder);
    const temporary = await writeTemporary(folder, bytes, async () => undefined);
    await rename(folder.at(temporary), folder.at(basename(real)));
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** A new file of its own name in `folder`, whole and fsynced, readable by nobody else until `dress` says otherwise. */
export async function writeTemporary(
  folder: Folder,
  bytes: Uint8Array | string | Iterable<string>,
  dress: (handle: FileHandle) => Promise<void>,
): Promise<string> {
  const name = temporaryName();
  const handle = await open(folder.at(name), flags, 0o600);
  try {
    if (typeof bytes === 'string' || bytes instanceof Uint8Array) await handle.writeFile(bytes);
    else await writeParts(handle, bytes);
    await dress(handle);
    await handle.sync();
  } catch (error) {
    await unlink(folder.at(name)).catch(() => undefined);
    throw error;
  } finally {
    await handle.close();
  }
  return name;
}

/** By way of one buffer: what a long text is encoded into is else garbage that waits for its collection, megabytes of it. */
async function writeParts(handle: FileHandle, parts: Iterable<string>): Promise<void> {
  const encoder = new TextEncoder();
  let buffer = new Uint8Array(0);
  for (const part of parts) {
    // A UTF-16 code unit is at most three bytes of UTF-8.
    if (buffer.length < part.length * 3) buffer = new Uint8Array(part.length * 3);
    const { written } = encoder.encodeInto(part, buffer);
    await handle.writeFile(buffer.subarray(0, written));
  }
}

/** A link of its own name in `folder`, to be renamed over another. */
export async function linkTemporary(folder: Folder, target: string): Promise<string> {
  const name = temporaryName();
  await symlink(target, folder.at(name));
  return name;
}
