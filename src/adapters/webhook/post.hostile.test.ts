import assert from 'node:assert/strict';
import type { RequestListener } from 'node:http';
import { test } from 'node:test';
import { HOUR } from '../../core/instant.ts';
import { sent } from './post.ts';
import { receiving } from './receiver.test-support.ts';

const SECRET = '/services/T000/B000/xoxsecret';

type Case = readonly [about: string, listener: RequestListener, kind: string, why: RegExp, after?: number];

const cases: readonly Case[] = [
  ['500', (_, response) => response.writeHead(500).end(), 'later', /status 500/],
  ['503 with Retry-After', answer(503, { 'retry-after': '7' }), 'later', /503/, 7000],
  ['429 with Retry-After', answer(429, { 'retry-after': '120' }), 'later', /429/, 120_000],
  ['429 with fractions of seconds', answer(429, { 'retry-after': '0.5' }), 'later', /429/, 500],
  [
    'a date in Retry-After, by its own clock',
    answer(503, { date: 'Tue, 15 Jan 2030 03:00:00 GMT', 'retry-after': 'Tue, 15 Jan 2030 03:00:30 GMT' }),
    'later',
    /503/,
    30_000,
  ],
  ['nonsense in Retry-After', answer(503, { 'retry-after': 'soon' }), 'later', /503/],
  ['400', answer(400), 'refused', /400/],
  ['413', answer(413), 'refused', /413/],
  ['a wrong credential, which somebody can mend', answer(403), 'later', /403/, HOUR],
  ['a wrong address, which somebody can mend', answer(404), 'later', /404/, HOUR],
  ['a redirect', answer(302, { location: 'http://127.0.0.1:9/' }), 'later', /redirects are not followed/, HOUR],
  ['a reset', (request) => request.socket.resetAndDestroy(), 'later', /reset|hang up/i],
  ['garbage', (request) => request.socket.end('220 mail ESMTP\r\n'), 'later', /Parse/],
  ['silence', () => undefined, 'later', /no answer in 0.2 s/],
];

function answer(status: number, headers: Readonly<Record<string, string>> = {}): RequestListener {
  return (_, response) => response.writeHead(status, headers).end('what it says');
}

for (const [about, listener, kind, why, after] of cases) {
  test(`a receiver that answers with ${about}: ${kind}`, async (t) => {
    const { url } = await receiving(t, listener);
    const delivery = await sent({ url: url + SECRET, body: '{}', patience: 200 });
    assert.equal(delivery.kind, kind);
    assert.ok(delivery.kind !== 'delivered');
    assert.match(delivery.why, why);
    assert.equal(delivery.kind === 'later' ? delivery.after : undefined, after);
    assert.doesNotMatch(JSON.stringify(delivery), /xoxsecret|services/, 'the address is a secret');
  });
}

test('an endless answer is not read', async (t) => {
  const { url } = await receiving(t, (_, response) => {
    const more = (): void => void response.write(Buffer.alloc(65_536), (error) => (error ? undefined : more()));
    response.on('error', () => undefined);
    more();
  });
  assert.deepEqual(await sent({ url }), { kind: 'delivered' });
});

for (const text of ['', 'hooks.slack.com/services/T0/B0/xoxsecret', 'ftp://x/', 'file:///etc/shadow']) {
  test(`${JSON.stringify(text)} is no address, and is not repeated`, async () => {
    const delivery = await sent({ url: text });
    assert.deepEqual(delivery, { kind: 'later', why: 'its file holds no http or https address', after: HOUR });
  });
}

test('nobody there: later, with the host alone', async () => {
  const delivery = await sent({ url: `http://127.0.0.1:9${SECRET}` });
  assert.ok(delivery.kind === 'later');
  assert.match(delivery.why, /^127\.0\.0\.1:9: .*ECONNREFUSED/);
});
