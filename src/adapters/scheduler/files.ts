import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { PerennialError, reasonOf } from '../../core/errors.ts';
import type { Path } from '../../core/names.ts';
import type { ScheduledFile } from '../../core/schedule/scheduled-file.ts';
import { writeFailures } from '../../core/write-failures.ts';

/** Writes each file beside its name and renames it: neither systemd nor cron ever reads half of one. */
export async function writeFiles(files: readonly ScheduledFile[]): Promise<void> {
  for (const { path, content } of files) {
    // cron ignores names with a dot, systemd those without a known ending: nobody takes this one for a file of theirs.
    const beside = `${dirname(path)}/.${String(process.pid)}.perennial.new`;
    try {
      await writeWhole(beside, content);
      await rename(beside, path);
    } catch (thrown) {
      await rm(beside, { force: true });
      throw refused(path, (why) => `${path} could not be written: ${why}`, thrown);
    }
  }
}

export async function removeFiles(paths: readonly Path[]): Promise<void> {
  for (const path of paths) {
    try {
      await rm(path, { force: true });
    } catch (thrown) {
      throw refused(path, (why) => `${path} could not be removed: ${why}`, thrown);
    }
  }
}

function refused(path: Path, message: (why: string) => string, thrown: unknown): PerennialError {
  const { code: errno = '' } = thrown as NodeJS.ErrnoException;
  const [code, why] = writeFailures[errno] ?? ['permission', reasonOf(thrown)];
  return new PerennialError(code, message(why), {
    file: path,
    hint: 'run as root, on a file system that is not read-only',
    cause: thrown,
  });
}

async function writeWhole(path: Path, content: string): Promise<void> {
  const handle = await open(path, 'w', 0o644);
  try {
    await handle.writeFile(content);
    // The umask of whoever calls must not hide it from the scheduler.
    await handle.chmod(0o644);
    await handle.sync();
  } finally {
    await handle.close();
  }
}
