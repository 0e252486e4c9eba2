import { readdir, readFile } from 'node:fs/promises';
import { PerennialError } from '../../core/errors.ts';
import type { Path } from '../../core/names.ts';
import type { Scheduler } from '../../ports/scheduler.ts';
import { removeFiles, writeFiles } from './files.ts';
import { called } from './program.ts';

/** cron of this machine: it looks at /etc/cron.d itself, every minute. */
export function cronScheduler(file: Path): Scheduler {
  return {
    async install(files) {
      if (!(await runs('cron', 'crond'))) throw notRunning();
      await writeFiles(files);
    },
    remove: removeFiles,
    async trigger() {
      const { command, environment } = jobIn(await readFile(file, 'utf8'));
      const { status, output } = await called(['/bin/sh', '-c', command], { environment, longest: Infinity });
      return { ok: status === 0, said: output.trim() };
    },
    next: async () => undefined,
  };
}

function notRunning(): PerennialError {
  return new PerennialError('no-scheduler', 'no cron runs here, so a file in /etc/cron.d would be read by nobody', {
    hint: 'install and start it: apt-get install cron; systemctl enable --now cron',
    next: 'perennial schedule install --with systemd',
  });
}

/** Whether a process of one of these names runs. */
async function runs(...names: readonly string[]): Promise<boolean> {
  const processes = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const commands = await Promise.all(processes.map((id) => readFile(`/proc/${id}/comm`, 'utf8').catch(() => '')));
  return commands.some((command) => names.includes(command.trim()));
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
