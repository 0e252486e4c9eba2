import { durationText } from '../check/words.ts';
import { type Diagnosis, ok, problem, warning } from './diagnosis.ts';
import type { Examination } from './examination.ts';

export function windowRoom({ cramped, policy }: Examination): Diagnosis {
  const [worst] = cramped.toSorted((one, other) => one.has - other.has);
  if (worst === undefined)
    return ok('window', policy.window === undefined ? 'none: a schedule may renew at any time' : 'opens often enough');
  const { name, has, needs } = worst;
  return problem(
    'window',
    `${name} has ${durationText(has)} from the day it is due to its end, and two tries need ${durationText(needs)}`,
    'perennial window, then widen window or thresholds.renewal in the configuration',
  );
}

export function schedule({ schedule: tried }: Examination): Diagnosis | undefined {
  if (tried === undefined) return undefined;
  if (tried.kind === 'failed') return problem('schedule', tried.why.message, 'perennial schedule show');
  const [one] = tried.value;
  if (one === undefined)
    return warning('schedule', 'nothing calls perennial run by itself', 'perennial schedule install');
  const again = `perennial schedule install --with ${one.scheduler}`;
  if (!one.current)
    return problem('schedule', `the files of ${one.scheduler} are not what the configuration makes now`, again);
  if (one.scheduler === 'systemd' && one.next === undefined)
    return problem('schedule', 'the timer is installed and waits for nothing', again);
  return ok('schedule', `${one.scheduler} calls perennial run${one.next === undefined ? '' : `; next ${one.next}`}`);
}

/** What systemd knows of the last call; cron keeps no such thing. */
export function lastScheduledRun({ schedule: tried, service }: Examination): Diagnosis | undefined {
  const isInstalled = tried?.kind === 'found' && tried.value.some(({ scheduler }) => scheduler === 'systemd');
  if (!isInstalled || service === undefined) return undefined;
  const { ExecMainExitTimestamp: ended = '', ExecMainStatus: status = '', Result: result = '' } = service;
  if (ended === '') return warning('last scheduled run', 'there was none yet', 'perennial schedule verify');
  if (result === 'success') return ok('last scheduled run', `ended well ${ended}`);
  return problem(
    'last scheduled run',
    `ended ${ended} with ${result} (${status})`,
    'journalctl -u perennial.service -n 100',
  );
}

export function renewal({ obstacle, inventory, reach }: Examination): Diagnosis | undefined {
  if (inventory.kind === 'failed') return undefined;
  if (obstacle === undefined)
    return ok('renewal', reach === 'full' ? 'everything could be renewed now' : 'nothing in the files is in its way');
  const { message, hint, next } = obstacle;
  return problem('renewal', `it could not be done now: ${hint === undefined ? message : `${message}; ${hint}`}`, next);
}
