import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type AlertPolicy, blockersFrom, type FiringAlert, neverBlocking } from './alerts.ts';

const policy: AlertPolicy = { url: 'http://prometheus:9090', match: {}, ignore: neverBlocking };
const down: FiringAlert = { alertname: 'etcdMembersDown', severity: 'critical', job: 'etcd' };
const slow: FiringAlert = { alertname: 'KubeAPISlow', severity: 'warning' };
const watchdog: FiringAlert = { alertname: 'Watchdog', severity: 'none' };

const cases: readonly (readonly [string, readonly FiringAlert[], Partial<AlertPolicy>, readonly string[]])[] = [
  ['nothing fires', [], {}, []],
  ['whatever fires blocks', [down, slow], {}, ['etcdMembersDown is firing', 'KubeAPISlow is firing']],
  ['one that fires several times blocks once', [down, { ...down, instance: '2' }], {}, ['etcdMembersDown is firing']],
  ['what fires by design does not', [watchdog], {}, []],
  ['only what matches', [down, slow], { match: { severity: 'critical' } }, ['etcdMembersDown is firing']],
  ['only what matches in everything', [down], { match: { severity: 'critical', job: 'api' } }, []],
  ['a label that is not there matches nothing', [slow], { match: { job: '' } }, []],
  ['what is ignored by name does not', [down, slow], { ignore: ['KubeAPISlow'] }, ['etcdMembersDown is firing']],
  ['our own rules, which a renewal ends', [{ alertname: 'PerennialCertificateExpiring' }], { ignore: [] }, []],
  ['one without a name is one all the same', [{}], {}, ['an alert without a name is firing']],
];

for (const [name, alerts, changes, expected] of cases) {
  test(`${name}: ${expected.length === 0 ? 'no blocker' : expected.join(', ')}`, () => {
    assert.deepEqual(
      blockersFrom(alerts, { ...policy, ...changes }).map(({ kind, why }) => [kind, why]),
      expected.map((why) => ['alert', why]),
    );
  });
}
