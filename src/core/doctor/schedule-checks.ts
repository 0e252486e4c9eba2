import { durationText } from '../check/words.ts';
import { type Diagnosis, ok, problem, problemOf, warning } from './diagnosis.ts';
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
  const [one, other] = tried.value;
  if (one === undefined)
    return warning('schedule', 'nothing calls perennial run by itself', 'perennial schedule install');
  if (other !== undefined)
    return warning(
      'schedule',
      'both systemd and cron call perennial run',
      `perennial schedule install --with ${one.scheduler}`,
    );
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
  const { ActiveState: state = '', ExecMainStartTimestamp: begun = '' } = service;
  if (state === 'activating') return ok(LAST_RUN, `under way since ${begun}`);
  const { ExecMainExitTimestamp: ended = '', ExecMainStatus: status = '', Result: result = '' } = service;
  if (/^(n\/a)?$/.test(ended)) return warning(LAST_RUN, 'there was none yet', 'perennial schedule verify');
  if (result === 'success') return ok(LAST_RUN, `ended well ${ended}`);
  const log = 'journalctl -u perennial.service -n 100';
  const calm = result === 'exit-code' ? calmWords[status] : undefined;
  if (calm !== undefined) return warning(LAST_RUN, `ended ${ended}: ${calm} (${status})`, log);
  return problem(LAST_RUN, `ended ${ended} with ${result} (${status})`, log);
}

const LAST_RUN = 'last scheduled run';

/** After these nothing was changed, and the next call tries again (docs/exit-codes.md). */
const calmWords: Readonly<Record<string, string>> = {
  '4': 'something spoke against a renewal',
  '75': 'another run was under way',
};

export function renewal({ obstacle, inventory, reach }: Examination): Diagnosis | undefined {
  if (inventory.kind === 'failed') return undefined;
  if (obstacle === undefined)
    return ok('renewal', reach === 'full' ? 'everything could be renewed now' : 'nothing in the files is in its way');
  return problemOf('renewal', obstacle, (why) => `it could not be done now: ${why}`);
}
