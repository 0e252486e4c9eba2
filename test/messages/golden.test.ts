import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { receiving } from '../../src/adapters/webhook/receiver.test-support.ts';
import { webhookDelivery, type WebhookReceiver } from '../../src/adapters/webhook/webhook-messengers.ts';
import { mailText } from '../../src/core/notify/payload/mail.ts';
import { NOW } from '../overviews.ts';
import { messages } from './messages.ts';

// UPDATE=1 writes what is sent now; the difference is for a reviewer to read.
const folder = join(import.meta.dirname, 'golden');
const least = 'warning';
const secrets: Readonly<Record<string, string>> = { '/key': 'R0UT1NGKEY', '/secret': 'whsec-0123456789' };

const receivers: Readonly<Record<string, (url: string) => WebhookReceiver>> = {
  slack: () => ({ name: 'x', least, kind: 'slack', urlFile: '/url' }),
  teams: () => ({ name: 'x', least, kind: 'teams', urlFile: '/url' }),
  discord: () => ({ name: 'x', least, kind: 'discord', urlFile: '/url' }),
  pagerduty: (url) => ({ name: 'x', least, kind: 'pagerduty', url: `${url}/v2/enqueue`, keyFile: '/key' }),
  'webhook-signed': () => ({ name: 'x', least, kind: 'webhook', urlFile: '/url', secretFile: '/secret' }),
  'webhook-by-template': () => ({
    name: 'x',
    least,
    kind: 'webhook',
    urlFile: '/url',
    secretFile: '/secret',
    template:
      '{"text": "{severity}: {title}", "all": ["{id}", "{kind}", "{key}", "{time}", "{cluster}", "{node}", "{code}", "{text}"], "else": "{other}"}',
  }),
};

for (const [service, receiver] of Object.entries(receivers)) {
  test(`${service} is sent what is written in ${service}.json, for a message of each kind`, async (t) => {
    const written = join(folder, `${service}.json`);
    assertAsWritten(written, `${JSON.stringify(await requestsTo(receiver, t), undefined, 2)}\n`);
  });
}

for (const message of messages) {
  test(`a mail of the kind ${message.kind} is what is written in ${message.kind}.eml`, () => {
    const addresses = { from: 'Perennial <perennial@example.org>', to: ['ops@example.org', 'B <b@example.org>'] };
    assertAsWritten(join(folder, `${message.kind}.eml`), mailText(message, addresses));
  });
}

test('nothing is written that is sent to nobody', () => {
  const sent = [...Object.keys(receivers).map((name) => `${name}.json`), ...messages.map(({ kind }) => `${kind}.eml`)];
  assert.deepEqual(readdirSync(folder).toSorted(), sent.toSorted());
});

/** As a real server has them: what differs from run to run, the port, is not in them. */
async function requestsTo(receiver: (url: string) => WebhookReceiver, t: TestContext) {
  const { url, received } = await receiving(t, (_, response) => response.writeHead(202).end());
  const secret = async (path: string) => secrets[path] ?? `${url}/hook`;
  for (const message of messages)
    assert.deepEqual(await webhookDelivery(message, receiver(url), { secret, now: () => NOW }), { kind: 'delivered' });
  return received.map(({ method, path, headers, body }) => {
    const { host, connection, ...shown } = headers;
    assert.ok(host !== undefined && url.endsWith(host) && connection !== undefined);
    return { method, path, headers: shown, body: JSON.parse(body) as unknown };
  });
}

function assertAsWritten(file: string, now: string): void {
  if (process.env['UPDATE'] === '1') writeFileSync(file, now);
  assert.ok(existsSync(file), `${file} is not there: UPDATE=1 npm test -- test/messages writes it`);
  assert.equal(now, readFileSync(file, 'utf8'));
}
