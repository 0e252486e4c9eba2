import { DAY, HOUR } from '../instant.ts';
import { commandLine, MARK, type Schedule, type ScheduledFile } from './scheduled-file.ts';
import { ownNumberOf } from './spread.ts';

/**
 * A file for /etc/cron.d. cron knows no time zones but the machine's, so where there is a window it calls often enough to meet
 * it, and the program itself knows whether it is open; a call that finds nothing to do is quiet, so nobody gets mail for it.
 */
export function cronFile(schedule: Schedule): readonly ScheduledFile[] {
  const { hostname, policy } = schedule;
  const content = `${MARK}
SHELL=/bin/sh
PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
${timesOf(policy, ownNumberOf(hostname) % 60)} root ${commandLine(schedule, '--quiet-when-idle')}
`;
  return [{ path: '/etc/cron.d/perennial', content }];
}

function timesOf({ window, look }: Schedule['policy'], minute: number): string {
  if (window !== undefined)
    return window.length < 2 * HOUR ? `${String(minute % 5)}-59/5 * * * *` : `${String(minute)} * * * *`;
  if (look <= DAY) return `${String(minute)} 3 * * *`;
  return look <= 7 * DAY ? `${String(minute)} 3 * * 1` : `${String(minute)} 3 1 * *`;
}
