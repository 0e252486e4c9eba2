import { randomBytes } from 'node:crypto';
import { link, rename, unlink, writeFile } from 'node:fs/promises';
import { busy, type Holder, holderText, isAlive, textOf } from './holder.ts';
import { lockError } from './lock-file.ts';
import type { Held } from './flocked.ts';

/** For systems without flock (macOS): a file that only one can link to its name; one whose process is dead is put aside. */
export async function pidFileTaken(file: string, holder: Holder): Promise<Held> {
  const own = `${file}.${randomBytes(12).toString('hex')}`;
  try {
    await writeFile(own, textOf(holder), { mode: 0o600, flag: 'wx' });
    if (!(await linked(own, file))) {
      await removeStale(file);
      if (!(await linked(own, file))) throw await busy(file);
    }
    return { release: () => unlink(file).catch(() => undefined) };
  } catch (error) {
    throw lockError(error, file);
  } finally {
    await unlink(own).catch(() => undefined);
  }
}

async function linked(own: string, file: string): Promise<boolean> {
  try {
    await link(own, file);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/** Renamed before it is looked at, so that of two who find it stale only one removes it, and a new holder's file is put back. */
async function removeStale(file: string): Promise<void> {
  const known = await holderText.read(file);
  if (known !== undefined && isAlive(known)) throw await busy(file);
  const aside = `${file}.${randomBytes(12).toString('hex')}`;
  await rename(file, aside).catch(() => undefined);
  const holder = await holderText.read(aside);
  if (holder !== undefined && isAlive(holder)) await link(aside, file).catch(() => undefined);
  await unlink(aside).catch(() => undefined);
}
