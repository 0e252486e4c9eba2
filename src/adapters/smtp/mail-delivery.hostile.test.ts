import assert from 'node:assert/strict';
import type { Socket } from 'node:net';
import { test } from 'node:test';
import { NOW } from '../../../test/overviews.ts';
import { HOUR } from '../../core/instant.ts';
import { composed } from '../../core/notify/compose.ts';
import { mailText } from '../../core/notify/payload/mail.ts';
import type { MailRoute } from '../../core/notify/receiver.ts';
import { mailDelivery } from './mail-delivery.ts';
import { injectingServer, scriptedServer } from './mail-server.test-support.ts';

const message = composed({
  kind: 'problem',
  severity: 'warning',
  key: 'k',
  at: NOW,
  node: 'cp-1',
  title: 'a\r\nBcc: everybody@example.org\r\n\r\nbody',
  lines: [],
});

const upToData = ['220 x', '250 x', '250 x', '250 x', '354 go on'];
const hang = (): void => undefined;
const reset = (peer: Socket): void => void peer.resetAndDestroy();
const end = (peer: Socket): void => void peer.end();
const dribble = (peer: Socket): void => void peer.write('250-x\r\n');

const cases: readonly {
  readonly about: string;
  readonly said: readonly string[];
  readonly then: (peer: Socket) => void;
  readonly why: RegExp;
  readonly security?: 'starttls';
}[] = [
  { about: 'says nothing', said: [], then: hang, why: /no answer in 0.3 s/ },
  { about: 'hangs after the mail', said: upToData, then: hang, why: /no answer in 0.3 s/ },
  { about: 'begins an answer and never ends it', said: ['220 x'], then: dribble, why: /no answer in 0.3 s/ },
  { about: 'ends at once', said: [], then: end, why: /closed unexpectedly/ },
  { about: 'drops the connection in DATA', said: upToData, then: reset, why: /closed unexpectedly|ECONNRESET/ },
  { about: 'speaks HTTP', said: ['HTTP/1.1 400 Bad Request'], then: hang, why: /Invalid greeting.*400 Bad Request/ },
  { about: 'is too busy', said: ['421 too many connections'], then: end, why: /421 too many/ },
  { about: 'is too busy later on', said: ['220 x', '250 x', '421 shutting down'], then: end, why: /421 shutting down/ },
  {
    about: 'talks without end',
    said: [],
    then: (peer) => void peer.write('220-'.padEnd(100_000, 'x')),
    why: /exceeds maximum allowed size/,
  },
  {
    about: 'talks without end, line by line',
    said: [],
    then: (peer) => void peer.write('220-hello\r\n'.repeat(10_000)),
    why: /exceeds maximum allowed size/,
  },
  {
    about: 'says something before the handshake, and makes none',
    said: ['220 x', '250-x\r\n250 STARTTLS', '220 go on\r\n250 injected'],
    then: hang,
    why: /no answer in 0.3 s/,
    security: 'starttls',
  },
];

for (const { about, said, then, why, security = 'none' } of cases) {
  test(`a mail server that ${about}: later`, async (t) => {
    const port = await scriptedServer(t, said, then);
    const route: MailRoute = { host: '127.0.0.1', port, security, from: 'a@example.org', to: ['b@example.org'] };
    const delivery = await mailDelivery(message, route, {
      hostname: 'cp-1',
      patience: why.source.includes('no answer') ? 300 : 20_000,
    });
    assert.ok(delivery.kind === 'later', JSON.stringify(delivery));
    assert.match(delivery.why, why);
  });
}

const upToMail = ['220 x', '250 x'];
const upToRecipient = [...upToMail, '250 x'];

for (const { about, said, kind } of [
  { about: 'wants a login', said: [...upToMail, '530 5.7.0 Authentication required'], kind: 'later' },
  { about: 'does not take the sender', said: [...upToMail, '553 5.1.8 who is that?'], kind: 'later' },
  {
    about: 'wants a login of whom it relays for',
    said: [...upToRecipient, '554 5.7.1 Relay access denied'],
    kind: 'later',
  },
  { about: 'wants a login late', said: [...upToRecipient, '530 Authentication required'], kind: 'later' },
  { about: 'has nobody of that name', said: [...upToRecipient, '550 5.1.1 no such user'], kind: 'refused' },
  { about: 'does not take what is said', said: [...upToData, '554 5.6.0 not like that'], kind: 'refused' },
] as const) {
  test(`mail to a server that ${about}: ${kind}`, async (t) => {
    const port = await scriptedServer(t, said, hang);
    const route: MailRoute = {
      host: '127.0.0.1',
      port,
      security: 'none',
      from: 'a@example.org',
      to: ['b@example.org'],
    };
    const delivery = await mailDelivery(message, route, { hostname: 'cp-1' });
    assert.ok(delivery.kind === kind, JSON.stringify(delivery));
    assert.ok(delivery.kind === 'refused' || delivery.after === HOUR);
  });
}

test('what is said between STARTTLS and the handshake is forgotten: nothing of the mail depends on it', async (t) => {
  const { port, heard, ca } = await injectingServer(t, '250-injected\r\n250 AUTH PLAIN\r\n');
  const addresses = { from: 'a@example.org', to: ['b@example.org'] };
  const route: MailRoute = { host: '127.0.0.1', port, security: 'starttls', ...addresses };
  const delivery = await mailDelivery(message, route, { hostname: 'cp-1', ca });
  assert.deepEqual(delivery, { kind: 'delivered' });
  assert.deepEqual(heard.slice(0, 4), ['EHLO cp-1', 'STARTTLS', 'encrypted', 'EHLO cp-1']);
});

test('a server that repeats the password in its answer is not quoted', async (t) => {
  const password = 'correct horse';
  const secret = Buffer.from(`\0u\0${password}`).toString('base64');
  const said = ['220 x', '250-x\r\n250 AUTH PLAIN', `535 no such user: ${password} ${secret}`];
  const port = await scriptedServer(t, said, hang);
  const addresses = { from: 'a@example.org', to: ['b@example.org'] };
  const route: MailRoute = { host: '127.0.0.1', port, security: 'none', user: 'u', ...addresses };
  const delivery = await mailDelivery(message, route, { hostname: 'cp-1', password });
  assert.deepEqual(delivery, { kind: 'later', why: `127.0.0.1:${String(port)}: user and password: 535`, after: HOUR });
});

test('an address that would be another command is sent to nobody', async (t) => {
  const port = await scriptedServer(t, ['220 x', '250 x'], hang);
  const to = ['b@example.org>\r\nDATA\r\n'];
  const route: MailRoute = { host: '127.0.0.1', port, security: 'none', from: 'a@example.org', to };
  const delivery = await mailDelivery(message, route, { hostname: 'cp-1' });
  assert.ok(delivery.kind === 'later' && /Invalid recipient/.test(delivery.why), JSON.stringify(delivery));
});

test('what a title holds makes no header', () => {
  const [head = ''] = mailText(message, { from: 'a@example.org', to: ['b@example.org'] }).split('\r\n\r\n');
  assert.match(head, /^Subject: .*Bcc/m);
  assert.doesNotMatch(head, /^Bcc/m);
});
