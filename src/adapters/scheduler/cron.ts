import { readFile } from 'node:fs/promises';
import type { Path } from '../../core/names.ts';
import type { Scheduler } from '../../ports/scheduler.ts';
import { removeFiles, writeFiles } from './files.ts';
import { called, mustCall } from './program.ts';

/** cron of this machine: it looks at /etc/cron.d itself, every minute. */
export function cronScheduler(file: Path): Scheduler {
  return {
    async install(files) {
      await mustCall(['sh', '-c', 'command -v cron || command -v crond'], 'there is no cron here');
      await writeFiles(files);
    },
    remove: removeFiles,
    async trigger() {
      const { command, environment } = jobIn(await readFile(file, 'utf8'));
      const { status, output } = await called(['/bin/sh', '-c', command], environment);
      return { ok: status === 0, said: output.trim() };
    },
    next: async () => undefined,
  };
}

interface Job {
  readonly command: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** What cron would run: five times, a user, the rest of the line; and the variables above it, with no other but these. */
function jobIn(text: string): Job {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  const variables = lines.flatMap((line) => /^([A-Z]+)=(.*)$/.exec(line)?.slice(1) ?? []);
  const environment: Record<string, string> = { HOME: '/root', LOGNAME: 'root' };
  for (let index = 0; index < variables.length; index += 2) {
    environment[variables[index] ?? ''] = variables[index + 1] ?? '';
  }
  const [, command = ''] = /^(?:\S+ ){6}(.*)$/.exec(lines.at(-1) ?? '') ?? [];
  return { command, environment };
}
