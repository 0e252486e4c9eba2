import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NOW } from '../../../test/overviews.ts';
import { testAuthority } from '../../../test/pki.ts';
import { DAY, HOUR } from '../../core/instant.ts';
import { composed } from '../../core/notify/compose.ts';
import type { MailRoute } from '../../core/notify/receiver.ts';
import { mailDelivery } from './mail-delivery.ts';
import { mailServer } from './mail-server.test-support.ts';

const authority = testAuthority({ commonName: 'authority of mail' });
const names = {
  commonName: 'mail',
  extendedKeyUsages: ['serverAuth'] as const,
  dnsNames: ['localhost'],
  ipAddresses: ['127.0.0.1'],
};
const leaf = authority.leaf(names);
const pair = { cert: leaf.certificatePem, key: leaf.privateKeyPem };
const ca = authority.certificatePem;
const PASSWORD = 'correct horse';

const message = composed({
  kind: 'problem',
  severity: 'critical',
  key: 'cp-1 expired',
  at: NOW,
  node: 'cp-1',
  title: `critical: expired on cp-1: ${'憑證 '.repeat(30)}`,
  lines: ['.', 'a line with ünïcödé', 'x'.repeat(280)],
});

const routeTo = (port: number, changes: Partial<MailRoute> = {}): MailRoute => ({
  host: '127.0.0.1',
  port,
  security: 'starttls',
  from: 'Perennial <perennial@example.org>',
  to: ['ops@example.org'],
  ...changes,
});

for (const security of ['starttls', 'tls'] as const) {
  test(`a mail arrives by ${security}, with user and password, and is what was sent`, async (t) => {
    const server = await mailServer(t, { pair, password: PASSWORD, implicit: security === 'tls' });
    const route = routeTo(server.port, { security, user: 'perennial', to: ['ops@example.org', 'b@example.org'] });
    const delivery = await mailDelivery(message, route, { hostname: 'cp-1', password: PASSWORD, ca });
    assert.deepEqual(delivery, { kind: 'delivered' });
    const mail = await server.next();
    assert.deepEqual([mail.from, mail.to], ['perennial@example.org', ['ops@example.org', 'b@example.org']]);
    assert.deepEqual([mail.subject, mail.id], [`[perennial] ${message.title}`, `<${message.id}@cp-1>`]);
    assert.deepEqual(mail.text.split(/\r?\n/).slice(2, 5), message.lines);
    assert.deepEqual([mail.encrypted, mail.defects], [true, 0]);
  });
}

for (const mechanism of ['LOGIN', 'PLAIN'] as const) {
  test(`a server that takes user and password by ${mechanism} alone is told them so`, async (t) => {
    const { port, next } = await mailServer(t, { pair, password: PASSWORD, mechanism });
    const route = routeTo(port, { user: 'perennial' });
    assert.deepEqual(await mailDelivery(message, route, { hostname: 'cp-1', password: PASSWORD, ca }), {
      kind: 'delivered',
    });
    assert.equal((await next()).mechanism, mechanism);
  });
}

test('without encryption only where that is asked for', async (t) => {
  const { port, next } = await mailServer(t);
  const asked = await mailDelivery(message, routeTo(port), { hostname: 'cp-1' });
  assert.ok(asked.kind === 'later');
  assert.match(asked.why, /STARTTLS/);
  assert.deepEqual(await mailDelivery(message, routeTo(port, { security: 'none' }), { hostname: 'cp-1' }), {
    kind: 'delivered',
  });
  assert.equal((await next()).encrypted, false);
});

test('a wrong password is for somebody to mend, and is not repeated', async (t) => {
  const { port } = await mailServer(t, { pair, password: PASSWORD });
  const wrong = 'wrong battery';
  const delivery = await mailDelivery(message, routeTo(port, { user: 'u' }), { hostname: 'cp-1', password: wrong, ca });
  assert.ok(delivery.kind === 'later' && delivery.after === HOUR);
  assert.match(delivery.why, /user and password: 535/);
  assert.ok(!delivery.why.includes(wrong) && !delivery.why.includes(Buffer.from(`\0u\0${wrong}`).toString('base64')));
});

const recipients = [
  { to: ['451@example.org'], expected: /later .*451.*greylisted/ },
  { to: ['550@example.org'], expected: /refused .*550.*no such user/ },
  { to: ['ops@example.org', '550@example.org'], expected: /delivered 550@example.org: 550/ },
  { to: ['ops@example.org', '451@example.org'], expected: /delivered 451@example.org: 451/ },
  { to: ['451@example.org', '550@example.org'], expected: /later .*451/ },
];

for (const { to, expected } of recipients) {
  test(`mail to ${to.join(' and ')}: ${String(expected)}`, async (t) => {
    const { port } = await mailServer(t);
    const delivery = await mailDelivery(message, routeTo(port, { security: 'none', to }), { hostname: 'cp-1' });
    const why = delivery.kind === 'delivered' ? delivery.but : delivery.why;
    assert.match(`${delivery.kind} ${why ?? ''}`, expected);
  });
}

const untrusted = [
  { about: 'ran out', made: { ...names, notBefore: Date.now() - 3 * DAY, notAfter: Date.now() - DAY }, why: /expired/ },
  {
    about: 'is of another name',
    made: { ...names, dnsNames: ['other.example.org'], ipAddresses: [] },
    why: /altnames/,
  },
];

for (const { about, made, why } of untrusted) {
  test(`a server whose certificate ${about} is told nothing`, async (t) => {
    const { certificatePem: cert, privateKeyPem: key } = authority.leaf(made);
    const { port } = await mailServer(t, { pair: { cert, key } });
    const delivery = await mailDelivery(message, routeTo(port), { hostname: 'cp-1', ca });
    assert.ok(delivery.kind === 'later');
    assert.match(delivery.why, why);
  });
}
