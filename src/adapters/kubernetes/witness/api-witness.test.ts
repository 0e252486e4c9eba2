import assert from 'node:assert/strict';
import { once } from 'node:events';
import { describe, test, type TestContext } from 'node:test';
import { type Answers, credentialsFor, serveApi, serveTcp } from '../api-server.test-support.ts';
import type { News } from '../../../ports/news.ts';
import { apiWitness } from './api-witness.ts';
import { narrator } from './narrator.ts';
import { tally } from './tally.ts';

const watchPath = 'GET /api/v1/namespaces/kube-system/configmaps';
const healthy: Answers = {
  'GET /readyz': [200, 'ok'],
  [watchPath]: (_request, response) => response.writeHead(200).flushHeaders(),
};

const untold = () => undefined;

const started = async (t: TestContext, answers: Answers) => {
  const server = await serveApi(t, answers);
  const endpoint = { host: '127.0.0.1', port: server.port };
  const witness = apiWitness({ endpoint, readKubeconfig: async () => server.credentials, ratePerSecond: 50 });
  const told: News[] = [];
  const begun = await witness.start((news) => void told.push(news));
  assert.ok(begun);
  const askedFor = async (count: number) => {
    while (server.asked.length < count) await once(server.server, 'request');
  };
  return { server, begun, askedFor, told };
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
    const begun = await apiWitness({ endpoint, readKubeconfig: async () => server.credentials }).start(untold);
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
      assert.equal(await apiWitness({ endpoint, readKubeconfig }).start(untold), undefined);
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
      const report = await (await apiWitness({ endpoint, readKubeconfig }).start(untold))?.stop();
      assert.equal(report?.fresh.failures, 0);
      assert.deepEqual(report?.watch, { kind: 'none', why: 'there was no credential to open one with' });
    }
  });
});

describe('the witness tells', () => {
  test('a gap when it is over, and at the end all that it counted', async (t) => {
    let [requests, away] = [0, true];
    const answers: Answers = {
      ...healthy,
      'GET /readyz': (_request, response) => {
        requests += 1;
        response.writeHead(requests > 1 && away ? 500 : 200).end();
      },
    };
    const { begun, askedFor, told } = await started(t, answers);
    await askedFor(12);
    assert.deepEqual(gapsIn(told), []);
    away = false;
    await askedFor(30);
    const { fresh, kept } = await begun.stop();
    const failures = fresh.failures + kept.failures;
    const [failedInGap = 0, ...more] = gapsIn(told);
    assert.deepEqual([failedInGap > 0, failedInGap <= failures, more], [true, true, []]);
    assert.deepEqual(told.at(-1), { kind: 'witness', requests: fresh.requests + kept.requests, failures });
  });

  const cases: readonly (readonly [
    string,
    readonly (readonly [at: number, sentAt: number, failure?: string])[],
    object[],
  ])[] = [
    [
      'nothing while all is well',
      [
        [10, 5],
        [20, 15],
      ],
      [],
    ],
    [
      'nothing of a gap that goes on',
      [
        [10, 5],
        [20, 15, 'no'],
      ],
      [],
    ],
    [
      'how long it was from answer to answer',
      [
        [10, 5],
        [20, 15, 'no'],
        [30, 25, 'no'],
        [50, 45],
      ],
      [{ kind: 'api-gap', milliseconds: 40, failures: 2 }],
    ],
    [
      'nothing of a request that failed alone',
      [
        [10, 5],
        [20, 15],
        [21, 12, 'no'],
        [30, 25],
      ],
      [],
    ],
    [
      'each gap by itself',
      [
        [10, 5, 'no'],
        [20, 15],
        [30, 25, 'no'],
        [45, 40],
      ],
      [
        { kind: 'api-gap', milliseconds: 20, failures: 1 },
        { kind: 'api-gap', milliseconds: 25, failures: 1 },
      ],
    ],
  ];
  for (const [name, requests, expected] of cases) {
    test(name, () => {
      let now = 0;
      const told: News[] = [];
      const { heard, stop } = narrator(
        (news) => void told.push(news),
        () => now,
      );
      for (const [at, sentAt, failure] of requests) {
        now = at;
        heard({ sentAt, failure });
      }
      stop();
      const failures = requests.filter(([, , failure]) => failure !== undefined).length;
      assert.deepEqual(told, [...expected, { kind: 'witness', requests: requests.length, failures }]);
    });
  }
});

const gapsIn = (told: readonly News[]) => told.flatMap((news) => (news.kind === 'api-gap' ? [news.failures] : []));

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
