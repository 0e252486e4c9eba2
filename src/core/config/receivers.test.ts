import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PerennialError } from '../errors.ts';
import { policyOf } from './policy.ts';

const FILE = '/etc/perennial/config.yaml';
const receiver = (text: string): string => `notify:\n  receivers:\n    team: {${text}}\n`;

test('receivers are taken over, with what is usual', () => {
  const { notify, heartbeat } = policyOf(
    `${receiver('kind: mail, host: mail, from: a@b.c, to: [d@e.f]')}heartbeat: {urlFile: /h}\n`,
    FILE,
  );
  const mail = { host: 'mail', port: 587, security: 'starttls', from: 'a@b.c', to: ['d@e.f'] };
  assert.deepEqual(notify, {
    receivers: [{ name: 'team', least: 'warning', kind: 'mail', ...mail }],
    digest: 'weekly',
  });
  assert.deepEqual(heartbeat, { urlFile: '/h' });
});

test('messages call the cluster as the configuration does', () => {
  assert.equal(policyOf('notify: {cluster: prod}\n', FILE).notify?.cluster, 'prod');
});

const refusals: readonly (readonly [text: string, message: RegExp, line: number])[] = [
  [receiver('kind: slack'), /team has no urlFile, which slack needs/, 3],
  [receiver('kind: slack, url: "https://hooks.slack.com/xoxsecret"'), /has no urlFile/, 3],
  [receiver('kind: slack, urlFile: /u, password: xoxsecret'), /no "password" in notify.receivers.team/, 3],
  [receiver('kind: slack, urlFile: "https://hooks/xoxsecret"'), /urlFile should be the absolute path/, 3],
  [receiver('kind: slack, urlFile: /u, host: x'), /host means nothing to slack/, 3],
  [receiver('kind: pager, keyFile: /k'), /kind should be slack, teams/, 3],
  [receiver('kind: mail, host: m, from: "a@b.c\\r\\nRCPT", to: [d@e.f]'), /from should be a mail address/, 3],
  [receiver('kind: mail, host: m, from: a@b.c, to: [d@e.f], user: u'), /a user and no passwordFile/, 3],
  [
    receiver('kind: mail, host: m, from: a@b.c, to: [d@e.f], user: u, passwordFile: /p, security: none'),
    /password in the clear/,
    3,
  ],
  ['notify:\n  recievers: {}\n', /no "recievers" in notify/, 2],
  ['notify: {cluster: "a b"}\n', /notify.cluster should be the cluster's name/, 1],
  ['heartbeat: {}\n', /heartbeat should have url or urlFile/, 1],
  [`${receiver('kind: slack, urlFile: /a')}    team: {kind: slack, urlFile: /b}\n`, /receivers.team is given twice/, 3],
];

for (const [text, message, line] of refusals) {
  test(`refused with its line, and no value repeated: ${JSON.stringify(text)}`, () => {
    assert.throws(
      () => policyOf(text, FILE),
      (thrown: unknown) => {
        assert.ok(thrown instanceof PerennialError);
        assert.equal(thrown.code, 'config-invalid');
        assert.match(thrown.message, message);
        assert.equal(thrown.line, line);
        assert.doesNotMatch(`${thrown.message} ${thrown.hint ?? ''}`, /xoxsecret/);
        return true;
      },
    );
  });
}
