import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Diagnosis } from '../core/doctor/diagnosis.ts';
import { diagnosed } from './examine.test-support.ts';

const ENDED = 'Tue 2030-01-15 02:30:00 UTC';
const ended = (ExecMainStatus: string, Result: string) => ({ ExecMainExitTimestamp: ENDED, ExecMainStatus, Result });

/** What `systemctl show perennial.service` says, and what doctor makes of it. */
const cases: readonly (readonly [string, Readonly<Record<string, string>>, Diagnosis['state'], RegExp])[] = [
  ['that has not been yet', {}, 'warning', /^there was none yet$/],
  ['of which systemd has no time', { ExecMainExitTimestamp: 'n/a' }, 'warning', /^there was none yet$/],
  ['that ended well', ended('0', 'success'), 'ok', /^ended well Tue/],
  ['that is under way', { ActiveState: 'activating', ExecMainStartTimestamp: ENDED }, 'ok', /^under way since Tue/],
  ['that failed', ended('1', 'exit-code'), 'problem', /^ended Tue .* with exit-code \(1\)$/],
  ['that was stopped in the middle', ended('5', 'exit-code'), 'problem', /with exit-code \(5\)$/],
  ['that was killed', ended('9', 'signal'), 'problem', /with signal \(9\)$/],
  ['that was killed by a signal of the number of a refusal', ended('4', 'signal'), 'problem', /with signal \(4\)$/],
  ['that took too long', ended('15', 'timeout'), 'problem', /with timeout \(15\)$/],
  ['that refused', ended('4', 'exit-code'), 'warning', /: something spoke against a renewal \(4\)$/],
  ['beside another run', ended('75', 'exit-code'), 'warning', /: another run was under way \(75\)$/],
];

for (const [about, facts, state, why] of cases) {
  test(`a last scheduled run ${about} is ${state === 'ok' ? state : `a ${state}, and where more is said of it`}`, async () => {
    const service = Object.entries({ Id: 'perennial.service', ActiveState: 'inactive', ...facts });
    const text = service.map(([name, value]) => `${name}=${value}\n`).join('');
    const all = await diagnosed({ scheduled: 'systemd', service: text });
    const found = all.find(({ what }) => what === 'last scheduled run');
    assert.equal(found?.state, state, JSON.stringify(found));
    assert.match(found.why, why);
    const fix = /none yet/.test(found.why) ? /^perennial schedule verify$/ : /^journalctl -u perennial\.service/;
    assert.match(found.fix ?? '', state === 'ok' ? /^$/ : fix);
  });
}

test('nothing is said of a last run where no timer of systemd is installed', async () => {
  const all = await diagnosed({ service: 'ExecMainStatus=1\nResult=exit-code\n' });
  assert.ok(!all.some(({ what }) => what === 'last scheduled run'));
});
