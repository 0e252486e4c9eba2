import type { SchedulerName } from '../core/schedule/scheduled-file.ts';
import type { Scheduler } from '../ports/scheduler.ts';

/** Loaded by the commands about schedules alone. */
export async function schedulerOf(name: SchedulerName): Promise<Scheduler> {
  switch (name) {
    case 'systemd':
      return (await import('../adapters/scheduler/systemd.ts')).systemdScheduler();
    case 'cron':
      return (await import('../adapters/scheduler/cron.ts')).cronScheduler('/etc/cron.d/perennial');
  }
}
