import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DAY, HOUR, MINUTE } from '../instant.ts';
import { cronFile } from './cron-file.ts';
import type { Schedule } from './scheduled-file.ts';
import { systemdUnits } from './systemd-units.ts';
import { weekdays, type Window } from './window.ts';

const weekend: Window = {
  days: ['sat', 'sun'],
  start: { hour: 2, minute: 30 },
  length: 2 * HOUR,
  timeZone: 'Europe/Berlin',
};
const daily: Schedule = {
  executable: '/usr/local/bin/perennial',
  hostname: 'cp-1',
  policy: { look: DAY, copies: 'default', metrics: {} },
  writes: ['/etc/kubernetes', '/etc/kubernetes/pki/etcd', '/var/lib/kubelet/pki'],
};
const inWindow = (window: Window): Schedule => ({ ...daily, policy: { ...daily.policy, window } });
const looking = (look: number): Schedule => ({ ...daily, policy: { ...daily.policy, look } });

const timers: readonly (readonly [string, Schedule, readonly string[], number])[] = [
  ['daily', daily, ['*-*-* 03:00:00'], 3600],
  ['weekly', looking(7 * DAY), ['Mon *-*-* 03:00:00'], 3600],
  ['monthly', looking(31 * DAY), ['*-*-01 03:00:00'], 3600],
  ['in a window', inWindow(weekend), ['Sat,Sun *-*-* 02:30:00 Europe/Berlin', '*-*-* 03:00:00'], 3450],
  [
    'in a short window of every day',
    inWindow({ ...weekend, days: weekdays, length: 10 * MINUTE, timeZone: 'UTC' }),
    ['*-*-* 02:30:00 UTC', '*-*-* 03:00:00'],
    150,
  ],
];

for (const [name, schedule, calendars, spread] of timers) {
  test(`the timer fires ${name}, spread over what the window allows`, () => {
    const text = systemdUnits(schedule)[1]?.content ?? '';
    assert.deepEqual(valuesOf('OnCalendar', text), calendars);
    assert.deepEqual(valuesOf('RandomizedDelaySec', text), [String(spread)]);
  });
}

test('the service calls run, with the configuration where it is not the usual one', () => {
  const called = (schedule: Schedule) => valuesOf('ExecStart', systemdUnits(schedule)[0]?.content ?? '');
  assert.deepEqual(called(daily), ['/usr/local/bin/perennial run --no-input']);
  assert.deepEqual(called({ ...daily, config: '/srv/p.yaml' }), [
    '/usr/local/bin/perennial run --no-input --config /srv/p.yaml',
  ]);
});

test('the service sees the folders of the copies, whatever their names hold', () => {
  const copies = ['/root/.kube/config', '/home/a b/"x"/100%/config', '/home/a b/"x"/100%/other'];
  const text = systemdUnits({ ...daily, policy: { ...daily.policy, copies } })[0]?.content ?? '';
  assert.deepEqual(valuesOf('BindPaths', text), ['-"/root/.kube"', '-"/home/a b/\\"x\\"/100%%"']);
});

test('the service may write where node_exporter reads, if anywhere, and nowhere beside it', () => {
  const paths = (textfile?: string) => {
    const metrics = textfile === undefined ? {} : { textfile };
    return valuesOf(
      'ReadWritePaths',
      systemdUnits({ ...daily, policy: { ...daily.policy, metrics } })[0]?.content ?? '',
    );
  };
  const always = '/etc/kubernetes -/var/lib/kubelet/pki -/run/xtables.lock';
  assert.deepEqual(paths(), [always]);
  assert.deepEqual(paths('/var/lib/node "1"/50%/perennial.prom'), [`${always} -"/var/lib/node \\"1\\"/50%%"`]);
});

test('the service may write where this control plane has its files, and sees those that a home or /tmp hides', () => {
  const writes = ['/etc/kubernetes', '/srv/pki/etcd', '/srv/pki', '/srv/pki-2', '/home/k8s/pki'];
  const text = systemdUnits({ ...daily, writes })[0]?.content ?? '';
  assert.deepEqual(valuesOf('ReadWritePaths', text), [
    '/etc/kubernetes -/var/lib/kubelet/pki -/run/xtables.lock -"/srv/pki" -"/srv/pki-2"',
  ]);
  assert.deepEqual(valuesOf('BindPaths', text), ['-"/root/.kube"', '-"/home/k8s/pki"']);
});

test('the service may read what it tells people with, also in a home or /tmp, and write none of it', () => {
  const mail = { kind: 'mail', host: 'mail', port: 25, security: 'tls', from: 'a@b', to: ['c@d'] } as const;
  const receivers = [
    { name: 'team', least: 'warning', kind: 'slack', urlFile: '/root/slack.url' },
    { name: 'desk', least: 'warning', kind: 'slack', urlFile: '/etc/perennial/slack.url' },
    { name: 'ops', least: 'warning', ...mail, passwordFile: '/home/ops/password', caFile: '/tmp/ca.crt' },
  ] as const;
  const told = { notify: { receivers, digest: 'never' }, heartbeat: { urlFile: '/var/home/core/beat.url' } } as const;
  const text = systemdUnits({ ...daily, policy: { ...daily.policy, ...told } })[0]?.content ?? '';
  assert.deepEqual(valuesOf('BindReadOnlyPaths', text), [
    '-"/root/slack.url"',
    '-"/home/ops/password"',
    '-"/tmp/ca.crt"',
    '-"/var/home/core/beat.url"',
  ]);
});

const crontabs: readonly (readonly [string, Schedule, RegExp])[] = [
  ['once a day', daily, /^\d{1,2} 3 \* \* \* root /m],
  ['once a week', looking(7 * DAY), /^\d{1,2} 3 \* \* 1 root /m],
  ['once a month', looking(31 * DAY), /^\d{1,2} 3 1 \* \* root /m],
  ['hourly for a window of hours', inWindow(weekend), /^\d{1,2} \* \* \* \* root /m],
  [
    'every five minutes for a short one',
    inWindow({ ...weekend, length: 30 * MINUTE }),
    /^[0-4]-59\/5 \* \* \* \* root /m,
  ],
];

for (const [name, schedule, line] of crontabs) {
  test(`cron calls ${name}`, () => {
    assert.match(cronFile(schedule)[0]?.content ?? '', line);
  });
}

test('a machine is called at its own minute, always the same', () => {
  const minuteOf = (hostname: string) => /^\d+/m.exec(cronFile({ ...daily, hostname })[0]?.content ?? '')?.[0];
  const minutes = Array.from({ length: 20 }, (_, index) => minuteOf(`cp-${String(index)}`));
  assert.ok(new Set(minutes).size > 10);
  assert.equal(minuteOf('cp-1'), minuteOf('cp-1'));
});

function valuesOf(key: string, text: string): readonly string[] {
  return text.split('\n').flatMap((line) => (line.startsWith(`${key}=`) ? [line.slice(key.length + 1)] : []));
}
