import type { Path } from '../../core/names.ts';
import type { Lock } from '../../ports/run.ts';
import { flocked } from './flocked.ts';
import { holderText, type Holder } from './holder.ts';
import { lockFileIn } from './lock-file.ts';
import { pidFileTaken } from './pid-file.ts';

export interface FileLockOptions {
  readonly root: string;
  /** `/var/lib/perennial`, as the node sees it. */
  readonly folder: Path;
  /** What the next one is told: the command line that holds it. */
  readonly command?: string;
  /** util-linux' or busybox' `flock`. */
  readonly program?: string;
}

/**
 * One perennial at a time on this machine. The lock is the kernel's (flock(2)), held by a child that lives as long as our pipe to
 * it, so nothing stale is left by `kill -9`; where there is no `flock` program, a file with the holder's process id.
 */
export function fileLock({ root, folder, command = commandLine(), program = 'flock' }: FileLockOptions): Lock {
  const holder: Holder = { pid: process.pid, command };
  return {
    async acquire() {
      const file = await lockFileIn(root, folder);
      const lock = (await flocked(program, file)) ?? (await pidFileTaken(`${file}.pid`, holder));
      // A courtesy to the next one: the lock is held whether or not its holder could be written down.
      await holderText.write(file, holder).catch(() => undefined);
      return lock;
    },
  };
}

function commandLine(): string {
  return ['perennial', ...process.argv.slice(2)].join(' ');
}
