import type { Scheduler } from '../../ports/scheduler.ts';
import { removeFiles, writeFiles } from './files.ts';
import { called, mustCall } from './program.ts';

const SERVICE = 'perennial.service';
const TIMER = 'perennial.timer';

/** systemd of this machine, through systemctl: its manager has no other interface that needs no library. */
export function systemdScheduler(): Scheduler {
  return {
    async install(files) {
      await mustCall(['systemctl', '--version'], 'there is no systemd here');
      await writeFiles(files);
      await mustCall(['systemctl', 'daemon-reload'], 'systemd did not take the units');
      await mustCall(['systemctl', 'enable', TIMER], 'the timer could not be enabled');
      // A timer that runs already would keep its old times.
      await mustCall(['systemctl', 'restart', TIMER], 'the timer could not be started');
    },
    async remove(paths) {
      await called(['systemctl', 'disable', '--now', TIMER]);
      await removeFiles(paths);
      await called(['systemctl', 'daemon-reload']);
    },
    async trigger() {
      const before = await invocation();
      const { status, output } = await called(['systemctl', 'start', SERVICE], { longest: Infinity });
      const id = await invocation();
      const log = id === '' || id === before ? output : await journal(id);
      return { ok: status === 0 && id !== before, said: log.trim() };
    },
    async next() {
      const { status, output } = await called(['systemctl', 'list-timers', TIMER, '--no-legend', '--no-pager']);
      const [when] = /^\S+ [\d-]+ [\d:]+ \S+/.exec(output.trim()) ?? [];
      return status === 0 ? when : undefined;
    },
  };
}

async function invocation(): Promise<string> {
  const { output } = await called(['systemctl', 'show', '--property=InvocationID', '--value', SERVICE]);
  return output.trim();
}

async function journal(id: string): Promise<string> {
  const { output } = await called(['journalctl', '--no-pager', '--output=cat', `_SYSTEMD_INVOCATION_ID=${id}`]);
  return output;
}
