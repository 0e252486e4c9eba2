import assert from 'node:assert/strict';
import { once } from 'node:events';
import { describe, test, type TestContext } from 'node:test';
import { type Answers, credentialsFor, serveApi, serveTcp } from '../api-server.test-support.ts';
import { apiWitness } from './api-witness.ts';
import { tally } from './tally.ts';

const watchPath = 'GET /api/v1/namespaces/kube-system/configmaps';
const healthy: Answers = {
  'GET /readyz': [200, 'ok'],
  [watchPath]: (_request, response) => response.writeHead(200).flushHeaders(),
};

const started = async (t: TestContext, answers: Answers) => {
  const server = await serveApi(t, answers);
  const endpoint = { host: '127.0.0.1', port: server.port };
  const witness = apiWitness({ endpoint, readKubeconfig: async () => server.credentials, ratePerSecond: 50 });
  const begun = await witness.start();
  assert.ok(begun);
  const askedFor = async (count: number) => {
    while (server.asked.length < count) await once(server.server, 'request');
  };
  return { server, begun, askedFor };
};

describe('the witness', () => {
  test('of a healthy API server counts requests and no failure', async (t) => {
    const { begun, askedFor } = await started(t, healthy);
    await askedFor(20);
    const { fresh, kept, watch, seconds } = await begun.stop();
    assert.ok(fresh.requests >= 10 && kept.requests >= 2 && seconds > 0);
    assert.deepEqual([fresh.failures, kept.failures, kept.reconnects, fresh.reasons], [0, 0, 0, {}]);
    assert.ok(fresh.longestGapMilliseconds > 0);
    assert.deepEqual(watch, { kind: 'open', cuts: 0 });
  });

  test('has a connection for each new request, and one for all others', async (t) => {
    const sockets = new Set<unknown>();
    const answers: Answers = {
      ...healthy,
      'GET /readyz': (request, response) => (sockets.add(request.socket), response.end()),
    };
    const { begun, askedFor } = await started(t, answers);
    await askedFor(20);
    const { fresh, kept } = await begun.stop();
    assert.ok(kept.requests > 1);
    assert.equal(sockets.size, 1 + fresh.requests + 1);
  });

  test('only watches with the credential', async (t) => {
    const { begun, server } = await started(t, healthy);
    await begun.stop();
    const clients = new Set(server.asked.map((line) => line.replace(/\?\S*/, '')));
    assert.deepEqual([...clients].toSorted(), [`${watchPath} kubernetes-admin`, 'GET /readyz anonymous']);
  });

  test('asks with the credential where nobody is answered without one', async (t) => {
    const answers: Answers = {
      ...healthy,
      'GET /readyz': (_request, response) =>
        response.writeHead(asked().at(-1)?.endsWith('anonymous') === true ? 401 : 200).end(),
    };
    let asked = (): readonly string[] => ['anonymous'];
    const server = await serveApi(t, answers);
    asked = () => server.asked;
    const endpoint = { host: '127.0.0.1', port: server.port };
    const begun = await apiWitness({ endpoint, readKubeconfig: async () => server.credentials }).start();
    while (server.asked.length < 10) await once(server.server, 'request');
    const report = await begun?.stop();
    assert.deepEqual([report?.fresh.failures, report?.kept.failures], [0, 0]);
  });

  test('sees connections cut and a watch that ended', async (t) => {
    const { begun, server, askedFor } = await started(t, healthy);
    await askedFor(10);
    server.cut();
    const watches = () => server.asked.filter((line) => line.startsWith(watchPath)).length;
    while (watches() < 2) await once(server.server, 'request');
    await askedFor(server.asked.length + 15);
    const { kept, watch } = await begun.stop();
    assert.equal(kept.reconnects, 1);
    assert.deepEqual(watch, { kind: 'open', cuts: 1 });
  });

  test('counts failures by kind', async (t) => {
    let requests = 0;
    const answers: Answers = {
      'GET /readyz': (_request, response) => response.writeHead((requests += 1) > 10 ? 500 : 200).end(),
      [watchPath]: [403, {}],
    };
    const { begun, askedFor } = await started(t, answers);
    await askedFor(30);
    const { fresh, watch } = await begun.stop();
    assert.ok(fresh.failures > 0 && fresh.failures < fresh.requests);
    assert.deepEqual(fresh.reasons, { 'status 500': fresh.failures });
    assert.deepEqual(watch, { kind: 'none', why: 'status 403' });
  });

  test('waits for requests under way when it is stopped', async (t) => {
    const waiting: (() => void)[] = [];
    let [requests, answering] = [0, false];
    const answers: Answers = {
      ...healthy,
      'GET /readyz': (_request, response) => {
        if ((requests += 1) === 1 || answering) response.end();
        else waiting.push(() => response.end());
      },
    };
    const { begun, askedFor } = await started(t, answers);
    await askedFor(6);
    const stopped = begun.stop();
    answering = true;
    for (const answer of waiting) answer();
    assert.equal((await stopped).fresh.failures, 0);
  });

  test('does not begin where nothing answers to begin with', async (t) => {
    const port = await serveTcp(t, (peer) => peer.destroy());
    for (const endpoint of [
      { host: '127.0.0.1', port },
      { host: '127.0.0.1', port: 1 },
    ]) {
      const readKubeconfig = async () => credentialsFor('https://127.0.0.1:1');
      assert.equal(await apiWitness({ endpoint, readKubeconfig }).start(), undefined);
    }
  });

  test('without a usable kubeconfig still asks, and says why it does not watch', async (t) => {
    const server = await serveApi(t, healthy);
    const endpoint = { host: '127.0.0.1', port: server.port };
    const unusable = [
      async () => Promise.reject(new Error('permission')),
      async () => undefined,
      async () => ({ ...server.credentials, privateKeyPem: 'broken' }),
    ];
    for (const readKubeconfig of unusable) {
      const report = await (await apiWitness({ endpoint, readKubeconfig }).start())?.stop();
      assert.equal(report?.fresh.failures, 0);
      assert.deepEqual(report?.watch, { kind: 'none', why: 'there was no credential to open one with' });
    }
  });
});

describe('the longest gap', () => {
  const cases = [
    ['between two successes', [10, 'ok', 30, 'failed', 20, 'ok', 5], 50],
    ['before the first', [70, 'ok', 5], 70],
    ['after the last', [5, 'ok', 10, 'failed', 80], 90],
    ['without any', [5, 'failed', 5], 10],
  ] as const;
  for (const [name, events, expected] of cases) {
    test(`is ${expected} ms ${name}`, () => {
      let now = 1000;
      const counted = tally(() => now);
      for (const event of events) {
        if (typeof event === 'number') now += event;
        else counted.add(event === 'ok' ? undefined : event);
      }
      assert.equal(counted.count().longestGapMilliseconds, expected);
    });
  }
});
