import { spawn } from 'node:child_process';
import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { errno } from './errno.ts';

/** Who may read a file that does not exist yet. */
export interface Ownership {
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
}

/** Gives `made` the owner, mode, ACL, extended attributes and SELinux label of the file at `path`. */
export async function takeAttributes(made: FileHandle, path: string): Promise<void> {
  const model = await open(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW);
  try {
    if (process.platform === 'linux') await copyAttributes(model, made);
    const { mode, uid, gid } = await model.stat();
    await own(made, { mode: mode & 0o7777, uid, gid });
  } finally {
    await model.close();
  }
}

/** Owner first: chown(2) clears set-id bits. */
export async function own(made: FileHandle, wanted: Ownership): Promise<void> {
  const before = await made.stat();
  if (before.uid !== wanted.uid || before.gid !== wanted.gid) await made.chown(wanted.uid, wanted.gid);
  const after = await made.stat();
  if ((after.mode & 0o7777) !== wanted.mode) await made.chmod(wanted.mode);
}

/**
 * Node knows no extended attributes; GNU cp does, and is everywhere kubeadm is. It is given open files, not names, so nobody can
 * slip it another file. Where cp is another one (busybox) or absent, owner and mode are all that is kept.
 */
async function copyAttributes(from: FileHandle, to: FileHandle): Promise<void> {
  const { size } = await to.stat();
  const names = ['/proc/self/fd/3', '/proc/self/fd/4'];
  const child = spawn('cp', ['--attributes-only', '--preserve=all', '--no-preserve=timestamps', '--', ...names], {
    stdio: ['ignore', 'ignore', 'ignore', from.fd, to.fd],
    env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C' },
  });
  await new Promise<void>((resolve) => child.once('error', () => resolve()).once('exit', () => resolve()));
  if ((await to.stat()).size !== size) throw errno('EIO', 'another cp than GNU cp changed the bytes');
}
