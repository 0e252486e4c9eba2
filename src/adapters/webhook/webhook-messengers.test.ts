import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import { HOUR } from '../../core/instant.ts';
import { composed } from '../../core/notify/compose.ts';
import { NOW } from '../../../test/overviews.ts';
import { receiving } from './receiver.test-support.ts';
import { heartbeat, webhookDelivery, type WebhookReceiver } from './webhook-messengers.ts';

const message = composed({
  kind: 'problem',
  severity: 'critical',
  key: 'cp-1 expired',
  at: NOW,
  node: 'cp-1',
  code: 'expired',
  title: 'critical: expired on cp-1: <!channel> @everyone *apiserver*',
  lines: ['apiserver: expired "yesterday"'],
});
const SECRET = 'whsec-0123456789';
const least = 'warning';

async function told(t: Parameters<typeof receiving>[0], receiver: (url: string) => WebhookReceiver) {
  const { url, received } = await receiving(t, (_, response) => response.writeHead(202).end());
  const secret = async (path: string) => (path === '/url' ? `${url}/hook` : SECRET);
  assert.deepEqual(await webhookDelivery(message, receiver(url), { secret, now: () => NOW }), { kind: 'delivered' });
  const [only] = received;
  assert.ok(only !== undefined && received.length === 1);
  return { ...only, json: JSON.parse(only.body) as Record<string, unknown> };
}

for (const kind of ['slack', 'teams', 'discord'] as const) {
  test(`${kind} is told in its own form, and nobody is pinged by a name`, async (t) => {
    const { method, path, headers, body } = await told(t, () => ({ name: 'x', least, kind, urlFile: '/url' }));
    assert.deepEqual([method, path, headers['content-type']], ['POST', '/hook', 'application/json']);
    assert.ok(body.includes('expired') && Buffer.byteLength(body) < 20_000);
    if (kind === 'slack') assert.ok(body.includes('"text":"critical: expired on cp-1: &lt;!channel&gt;'));
    if (kind === 'discord') assert.ok(body.includes('"allowed_mentions":{"parse":[]}'));
  });
}

test('a pager is told with one key for a problem and its end', async (t) => {
  const { json } = await told(t, (url) => ({ name: 'x', least, kind: 'pagerduty', url, keyFile: '/key' }));
  assert.deepEqual([json['routing_key'], json['event_action'], json['dedup_key']], [SECRET, 'trigger', 'cp-1 expired']);
});

test('a pager that answers 400 may mean the key, which somebody can mend: nothing is lost', async (t) => {
  const { url } = await receiving(t, (_, response) => response.writeHead(400).end('Invalid routing key'));
  const from = { secret: async () => 'an API key', now: () => NOW };
  const delivery = await webhookDelivery(message, { name: 'x', least, kind: 'pagerduty', url, keyFile: '/key' }, from);
  assert.ok(delivery.kind === 'later' && delivery.after === HOUR, JSON.stringify(delivery));
  assert.match(delivery.why, /status 400$/);
});

test('a webhook is signed over the time and the body, and has the id of the message', async (t) => {
  const { headers, body, json } = await told(t, () => ({
    name: 'x',
    least,
    kind: 'webhook',
    urlFile: '/url',
    secretFile: '/secret',
  }));
  const [, seconds = '', hex] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(headers['perennial-signature'])) ?? [];
  assert.equal(hex, createHmac('sha256', SECRET).update(`${seconds}.${body}`).digest('hex'));
  assert.deepEqual([seconds, headers['idempotency-key'], json['id']], [String(NOW / 1000), message.id, message.id]);
  assert.ok(!body.includes(SECRET));
});

test('a template in quotes stays JSON whatever is in the message', async (t) => {
  const template = '{"text": "{severity}: {title}: {text}", "unknown": "{nothing}"}';
  const { json } = await told(t, () => ({ name: 'x', least, kind: 'webhook', urlFile: '/url', template }));
  assert.equal(json['text'], `critical: ${message.title}: apiserver: expired "yesterday"`);
  assert.equal(json['unknown'], '{nothing}');
});

test('a heartbeat is one GET', async (t) => {
  const { url, received } = await receiving(t, (_, response) => response.end('OK'));
  const secret = async () => `${url}/ping/uuid`;
  assert.deepEqual(await heartbeat({ urlFile: '/url' }, { secret, now: () => NOW }), { kind: 'delivered' });
  assert.deepEqual(
    received.map(({ method, path }) => [method, path]),
    [['GET', '/ping/uuid']],
  );
});
