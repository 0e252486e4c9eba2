import assert from 'node:assert/strict';
import type { Socket } from 'node:net';
import { test } from 'node:test';
import { NOW } from '../../../test/overviews.ts';
import { composed } from '../../core/notify/compose.ts';
import { mailText } from '../../core/notify/payload/mail.ts';
import type { MailRoute } from '../../core/notify/receiver.ts';
import { mailDelivery } from './mail-delivery.ts';
import { scriptedServer } from './mail-server.test-support.ts';

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

const cases: readonly {
  readonly about: string;
  readonly said: readonly string[];
  readonly then: (peer: Socket) => void;
  readonly why: RegExp;
  readonly security?: 'starttls';
}[] = [
  { about: 'says nothing', said: [], then: hang, why: /no answer in 0.3 s/ },
  { about: 'hangs after the mail', said: upToData, then: hang, why: /no answer in 0.3 s/ },
  { about: 'ends at once', said: [], then: end, why: /ended/ },
  { about: 'drops the connection in DATA', said: upToData, then: reset, why: /ended|ECONNRESET/ },
  { about: 'speaks HTTP', said: ['HTTP/1.1 400 Bad Request'], then: hang, why: /does not speak SMTP/ },
  { about: 'is too busy', said: ['421 too many connections'], then: end, why: /421 too many/ },
  {
    about: 'talks without end',
    said: [],
    then: (peer) => void peer.write('220-'.padEnd(100_000, 'x')),
    why: /far too long/,
  },
  {
    about: 'says something before the handshake',
    said: ['220 x', '250-x\r\n250 STARTTLS', '220 go on\r\n250 injected'],
    then: hang,
    why: /between STARTTLS and the handshake/,
    security: 'starttls',
  },
];

for (const { about, said, then, why, security = 'none' } of cases) {
  test(`a mail server that ${about}: later`, async (t) => {
    const port = await scriptedServer(t, said, then);
    const route: MailRoute = { host: '127.0.0.1', port, security, from: 'a@example.org', to: ['b@example.org'] };
    const delivery = await mailDelivery(message, route, {
      node: 'cp-1',
      patience: why.source.includes('no answer') ? 300 : 20_000,
    });
    assert.ok(delivery.kind === 'later', JSON.stringify(delivery));
    assert.match(delivery.why, why);
  });
}

test('what a title holds makes no header', () => {
  const [head = ''] = mailText(message, { from: 'a@example.org', to: ['b@example.org'] }).split('\r\n\r\n');
  assert.match(head, /^Subject: .*Bcc/m);
  assert.doesNotMatch(head, /^Bcc/m);
});
