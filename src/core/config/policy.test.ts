import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PerennialError } from '../errors.ts';
import { DAY, HOUR, MINUTE } from '../instant.ts';
import { defaultPolicy } from '../policy.ts';
import { neverBlocking } from '../schedule/alerts.ts';
import { policyOf } from './policy.ts';

const FILE = '/etc/perennial/config.yaml';

for (const text of ['', '# nothing yet\n', '---\n', '{}', 'thresholds: {}\n']) {
  test(`${JSON.stringify(text)} is the default policy`, () => assert.deepEqual(policyOf(text, FILE), defaultPolicy));
}

test('every field is taken over', () => {
  const text = `
thresholds:
  warning: 60d
  critical: 12h
  renewal: 33.3%
certificates:
  admin.conf: { renewal: [120d, 50%] }
authorities: { warning: 2y, critical: 180d }
keys: reuse
validity: 90d
copies: [/home/jane/.kube/config]
onFailure: stop
drain: 10s
keepRuns: 3
keepOldKeys: 7d
clockTolerance: 5m
order: { canary: cp-1, soak: 90s }
window: { days: [sat, sun], start: "23:30", length: 3h, timeZone: Asia/Taipei }
look: monthly
emergency: false
approveKubeletServing: true
alerts: { url: 'https://prometheus:9090/p', match: { severity: critical } }
language: zh-Hant
metrics: { textfile: /var/lib/prometheus/node-exporter/perennial.prom, compatibility: x509 }
serve: { tls: { certificate: /a.crt, key: /a.key }, tokenFile: /token, clientAuthority: /people.crt }
hold: moving house
`;
  assert.deepEqual(policyOf(text, FILE), {
    thresholds: {
      warning: { duration: 60 * DAY, percent: 100 },
      critical: { duration: 12 * HOUR, percent: 100 },
      renewal: { duration: Number.MAX_SAFE_INTEGER, percent: 33.3 },
    },
    certificates: { 'admin.conf': { renewal: { duration: 120 * DAY, percent: 50 } } },
    authorities: { warning: 730 * DAY, critical: 180 * DAY },
    keys: 'reuse',
    validity: 90 * DAY,
    copies: ['/home/jane/.kube/config'],
    onFailure: 'stop',
    drain: 10_000,
    keepRuns: 3,
    keepOldKeys: 7 * DAY,
    clockTolerance: 5 * MINUTE,
    order: { canary: 'cp-1', soak: 90_000 },
    window: { days: ['sat', 'sun'], start: { hour: 23, minute: 30 }, length: 3 * HOUR, timeZone: 'Asia/Taipei' },
    look: 31 * DAY,
    emergency: false,
    approveKubeletServing: true,
    language: 'zh-Hant',
    metrics: { textfile: '/var/lib/prometheus/node-exporter/perennial.prom', compatibility: 'x509' },
    serve: {
      tls: { certificate: '/a.crt', key: '/a.key' },
      tokenFile: '/token',
      clientAuthority: '/people.crt',
    },
    alerts: { url: 'https://prometheus:9090/p', match: { severity: 'critical' }, ignore: neverBlocking },
    hold: 'moving house',
  });
});

interface Refusal {
  readonly text: string;
  readonly message: RegExp;
  readonly line?: number;
  readonly hint?: RegExp;
}

const refusals: readonly Refusal[] = [
  { text: 'keys: new\nonFailur: stop\n', message: /no "onFailur"/, line: 2, hint: /did you mean onFailure\?/ },
  { text: 'keys: new\ndrain: 6m\n', message: /drain is longer than 5m/, line: 2, hint: /2s/ },
  { text: 'drain: 0s\n', message: /drain should be how long/, line: 1 },
  { text: 'zzz: 1\n', message: /no "zzz"/, line: 1, hint: /it may hold thresholds,/ },
  {
    text: 'thresholds:\n  warning: 30d\n  critcal: 1d\n',
    message: /no "critcal" in thresholds/,
    line: 3,
    hint: /critical/,
  },
  { text: 'certificates:\n  apisever: {}\n', message: /no "apisever" in certificates/, line: 2, hint: /apiserver/ },
  {
    text: 'certificates:\n  apiserver:\n    warn: 1d\n',
    message: /no "warn" in certificates.apiserver/,
    line: 3,
    hint: /warning/,
  },
  { text: 'thresholds:\n  warning: 30\n', message: /thresholds.warning should be a length of time/, line: 2 },
  { text: 'thresholds:\n  warning: 30 days\n', message: /thresholds.warning should be/, line: 2 },
  { text: 'thresholds:\n  warning: 101%\n', message: /thresholds.warning should be/, line: 2 },
  { text: 'thresholds:\n  warning: [20%, 30d]\n', message: /thresholds.warning.0 should be/, line: 2 },
  { text: 'thresholds: 30d\n', message: /thresholds should be warning, critical and renewal/, line: 1 },
  { text: 'authorities:\n  warning: 10%\n', message: /authorities.warning should be a length of time:/, line: 2 },
  { text: 'validity: 0d\n', message: /validity should be a length of time/, line: 1 },
  { text: 'keys: old\n', message: /keys should be new .* or reuse/, line: 1 },
  { text: 'copies:\n  - relative\n', message: /copies.0 should be/, line: 2 },
  { text: 'keepRuns: 0\n', message: /keepRuns should be how many/, line: 1 },
  { text: 'keepRuns: 1.5\n', message: /keepRuns/, line: 1 },
  { text: 'keys: new\nkeys: reuse\n', message: /keys is given twice/, line: 1 },
  { text: 'thresholds:\n  warning: 7d\n', message: /critical in thresholds applies earlier than warning/, line: 1 },
  { text: 'authorities: { critical: 400d }\n', message: /critical in authorities applies earlier/, line: 1 },
  { text: 'window:\n  start: "25:00"\n  length: 2h\n', message: /window.start should be a time of day/, line: 2 },
  { text: 'window:\n  length: 2h\n', message: /window.start should be/, line: 1 },
  { text: 'order: { canary: "cp 1" }', message: /order.canary should be the name of/, line: 1 },
  { text: 'order: { soak: 5d }', message: /order.soak should be a length of time/, line: 1 },
  { text: 'order: { first: cp-1 }', message: /no "first" in order/, hint: /canary, soak/, line: 1 },
  { text: 'window: { start: "02:00", length: 5m }', message: /not between 10m and 1d/, line: 1 },
  { text: 'window: { start: "02:00", length: 2d }', message: /not between 10m and 1d/, line: 1 },
  { text: 'window: { start: "02:00", length: 2h, day: [sat] }', message: /no "day" in window/, hint: /days/, line: 1 },
  { text: 'window: { start: "02:00", length: 2h, days: [] }', message: /window.days should be a list/, line: 1 },
  { text: 'window: { start: "02:00", length: 2h, days: [sam] }', message: /window.days.0 should be a list/, line: 1 },
  {
    text: 'window:\n  start: "02:00"\n  length: 2h\n  timeZone: Europe/Berlim\n',
    message: /no time zone "Europe\/Berlim"/,
    line: 4,
  },
  { text: 'alerts: { url: ftp://x }', message: /alerts.url should be the base address/, line: 1 },
  { text: 'alerts: { url: "http://u:p@x" }', message: /alerts.url should be/, line: 1 },
  { text: 'alerts: { url: http://x, matches: {} }', message: /no "matches" in alerts/, hint: /match/, line: 1 },
  {
    text: 'metrics:\n  textfil: /a/b.prom\n',
    message: /no "textfil" in metrics/,
    line: 2,
    hint: /did you mean textfile\?/,
  },
  { text: 'metrics:\n  textfile: /a/b.txt\n', message: /metrics.textfile should be an absolute path/, line: 2 },
  { text: 'metrics:\n  textfile: perennial.prom\n', message: /metrics.textfile should be/, line: 2 },
  { text: 'metrics: { compatibility: enix }\n', message: /metrics.compatibility should be x509/, line: 1 },
  { text: 'language: zh-TW\n', message: /language should be en \(default\) or zh-Hant/, line: 1 },
  { text: 'emergency: maybe\n', message: /emergency should be true or false/, line: 1 },
  { text: '- a\n- b\n', message: /it should be a map of/ },
  { text: 'just words\n', message: /it should be a map of/ },
];

for (const { text, message, line, hint } of refusals) {
  test(`${JSON.stringify(text)} is refused`, () => {
    assert.throws(
      () => policyOf(text, FILE),
      (thrown) => {
        assert(thrown instanceof PerennialError);
        assert.equal(thrown.code, 'config-invalid');
        assert.match(thrown.message, message);
        assert.equal(thrown.file, FILE);
        assert.equal(thrown.line, line);
        assert.match(thrown.hint ?? '', hint ?? /./);
        return true;
      },
    );
  });
}
