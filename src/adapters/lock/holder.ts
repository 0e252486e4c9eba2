import { readFile, writeFile } from 'node:fs/promises';
import { PerennialError } from '../../core/errors.ts';

/** Who holds the lock. */
export interface Holder {
  readonly pid: number;
  readonly command: string;
}

/** `<pid> <command>`, one line. */
export const holderText = {
  async write(file: string, holder: Holder): Promise<void> {
    await writeFile(file, textOf(holder), { mode: 0o600 });
  },

  async read(file: string): Promise<Holder | undefined> {
    const text = await readFile(file, 'utf8').catch(() => '');
    const [, pid, command] = /^(\d{1,10}) (.{0,500})/.exec(text) ?? [];
    return pid === undefined ? undefined : { pid: Number(pid), command: command ?? '' };
  },
};

export function textOf({ pid, command }: Holder): string {
  return `${pid} ${command.replaceAll(/\p{Cc}/gu, ' ').slice(0, 500)}\n`;
}

/** A process of that id runs; one of another user counts (EPERM), as does one we cannot know better of. */
export function isAlive({ pid }: Holder): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
}

/** Names the holder when the file names one that lives: right after it took the lock it may not have written itself down yet. */
export async function busy(file: string): Promise<PerennialError> {
  const holder = await holderText.read(file);
  const who = holder !== undefined && isAlive(holder) ? `: process ${holder.pid} (${holder.command})` : '';
  return new PerennialError('lock-busy', `another perennial is at work here${who}`, {
    hint: 'wait until it has finished',
    next: 'perennial status',
  });
}
