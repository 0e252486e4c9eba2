import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { failedRun } from '../../../test/node-reports.ts';
import { NOW, seenNode } from '../../../test/overviews.ts';
import { dueEvents } from '../../core/events/due-events.ts';
import { sayingsOf } from '../../core/events/events-of.ts';
import { type Answers, serveApi, serveTcp } from './api-server.test-support.ts';
import { serveEvents } from './event-server.test-support.ts';
import { kubernetesEvents } from './kubernetes-events.ts';

const PATH = 'POST /apis/events.k8s.io/v1/namespaces/default/events';

function eventFor(node: string, reason: string) {
  const [due] = dueEvents(
    sayingsOf(seenNode(node, { failed: { ...failedRun, reason } }), {}, NOW),
    {},
    { node, now: NOW },
  );
  assert.ok(due !== undefined);
  return due.event;
}

async function served(t: TestContext, answers: Answers = {}) {
  const { port, credentials, server } = await serveApi(t, answers);
  const own = { host: '127.0.0.1', port };
  const readKubeconfig = async () => credentials;
  const events = kubernetesEvents({ readKubeconfig, endpoints: [own], timeoutMilliseconds: 500 });
  return { server, own, readKubeconfig, events };
}

test('an Event is about the Node, as those of its kubelet are', async (t) => {
  const { server, events } = await served(t);
  const kept = serveEvents(server);
  const event = eventFor('cp-1', 'no space left on device');
  await events.post(event, NOW);
  assert.deepEqual(
    [...kept.values()],
    [
      {
        apiVersion: 'events.k8s.io/v1',
        kind: 'Event',
        metadata: { name: event.name, namespace: 'default', labels: { 'app.kubernetes.io/name': 'perennial' } },
        eventTime: '2030-01-15T03:00:00.000000Z',
        reportingController: 'perennial.dev/perennial',
        reportingInstance: 'perennial-cp-1',
        regarding: { kind: 'Node', name: 'cp-1', uid: 'cp-1' },
        type: 'Warning',
        reason: 'CertificateRolledBack',
        action: 'RollBack',
        note: `run ${failedRun.id}: no space left on device`,
      },
    ],
  );
});

for (const [about, node, reason] of [
  ['the longest name of a node', `${'a'.repeat(63)}.${'b'.repeat(63)}.${'c'.repeat(63)}.${'d'.repeat(61)}`, 'why'],
  ['a name that ends in a full stop where it is cut', `${'a'.repeat(235)}.${'b'.repeat(17)}`, 'why'],
  ['a reason without end', 'cp-1', '憑證🔑\u0000\n'.repeat(10_000)],
] as const) {
  test(`${about} is taken by an API server`, async (t) => {
    const { server, events } = await served(t);
    const kept = serveEvents(server);
    await events.post(eventFor(node, reason), NOW);
    assert.equal(kept.size, 1);
  });
}

const answers: readonly (readonly [about: string, answer: Answers[string], words: RegExp])[] = [
  ['a refusal', [403, { kind: 'Status', message: 'events.events.k8s.io is forbidden' }], /forbidden/],
  ['what it finds invalid', [422, { kind: 'Status', message: 'note: Invalid value' }], /Invalid value/],
  ['a server in trouble', [500, 'internal error'], /500/],
  ['too many requests', [429, 'slow down'], /429/],
  ['a redirect to elsewhere', [302, ''], /302/],
  ['an API server that says nothing', () => undefined, /no answer in 500 ms/],
];
for (const [about, answer, words] of answers) {
  test(`${about} is said, and nothing else`, async (t) => {
    const { events } = await served(t, { [PATH]: answer });
    await assert.rejects(events.post(eventFor('cp-1', 'why'), NOW), { code: 'api-unavailable', message: words });
  });
}

test('while the own API server does not answer, another one takes the Event', async (t) => {
  const { server, own, readKubeconfig } = await served(t);
  const kept = serveEvents(server);
  const dead = await serveTcp(t, (peer) => peer.destroy());
  const endpoints = [{ host: '127.0.0.1', port: dead }, own];
  await kubernetesEvents({ readKubeconfig, endpoints, timeoutMilliseconds: 2000 }).post(eventFor('cp-1', 'why'), NOW);
  assert.equal(kept.size, 1);
});
