import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import * as z from 'zod/mini';
import { DAY, HOUR } from '../../../core/instant.ts';
import { finding, leaf, NOW, seenNode } from '../../../../test/overviews.ts';
import { apiSchemas } from './api-schemas.ts';
import { openApiDocument, routes } from './openapi.ts';
import { served, twoNodes } from './server.test-support.ts';

test('the overview is answered as it was seen, with its source', async (t) => {
  const { get, show } = await served(t);
  show(twoNodes);
  const answer = await get('/api/v1/overview');
  const document = z.parse(apiSchemas.Overview, await answer.json());
  assert.deepEqual([document.source.kind, document.nodes.map(({ node }) => node)], ['reports', ['cp-1', 'cp-2']]);
  assert.equal(answer.headers.get('cache-control'), 'no-store');
});

for (const [asked, headers] of [
  ['?lang=zh-Hant', {}],
  ['', { 'accept-language': 'zh-TW,zh;q=0.9,en;q=0.8' }],
] as const) {
  test(`what it says is in the reader's language: ${asked || 'Accept-Language'}`, async (t) => {
    const { get, show } = await served(t);
    show({
      takenAt: NOW,
      nodes: [seenNode('cp-1', { verdict: { status: 'ok', sentence: 'all is well on 3 control-plane nodes' } })],
    });
    assert.match(await (await get(`/api/v1/overview${asked}`, { headers })).text(), /\p{Script=Han}/u);
  });
}

const filters: readonly (readonly [string, readonly string[]])[] = [
  ['', ['late', 'soon', 'soon'].toSorted()],
  ['?node=cp-1', ['late', 'soon']],
  ['?cluster=prod', ['soon']],
  ['?name=late', ['late']],
  ['?status=expired', []],
  ['?node=cp-1&status=&before=', ['late', 'soon']],
  [`?before=${String(NOW + 10 * DAY)}`, ['soon', 'soon']],
  ['?before=2030-01-25', ['soon', 'soon']],
];
for (const [query, names] of filters) {
  test(`certificates${query} are ${names.join(', ') || 'none'}`, async (t) => {
    const { get, show } = await served(t);
    const [late, soon] = [leaf('late'), leaf('soon', { expiresAt: NOW + 5 * DAY })];
    show({
      takenAt: NOW,
      nodes: [
        seenNode('cp-1', { certificates: [late, soon] }),
        seenNode('cp-2', { cluster: 'prod', certificates: [soon] }),
      ],
    });
    const { certificates } = z.parse(
      apiSchemas.CertificateList,
      await (await get(`/api/v1/certificates${query}`)).json(),
    );
    assert.deepEqual(certificates.map(({ name }) => name).toSorted(), names);
  });
}

test('a spreadsheet gets one line for each certificate, and no formula', async (t) => {
  const { get, show } = await served(t);
  show({ takenAt: NOW, nodes: [seenNode('cp-1', { certificates: [leaf('=1+1', { subject: '@SUM("A1",B1)' })] })] });
  const answer = await get('/api/v1/certificates', { headers: { accept: 'text/csv' } });
  assert.match(answer.headers.get('content-type') ?? '', /^text\/csv/);
  const [head, row, end] = (await answer.text()).split('\r\n');
  assert.match(head ?? '', /^cluster,node,name,kind,status,expiresAt/);
  assert.match(row ?? '', /^,cp-1,'=1\+1,kubeadm,ok,2030-11-11T03:00:00\.000Z,/);
  assert.match(row ?? '', /"'@SUM\(""A1"",B1\)"/);
  assert.equal(end, '');
});

test('what did not change is not sent again', async (t) => {
  const { get, show } = await served(t);
  show(twoNodes);
  for (const path of ['/', '/assets/page.js', '/calendar.ics', '/badge.svg']) {
    const etag = (await get(path)).headers.get('etag') ?? '';
    assert.match(etag, /^".+"$/, path);
    assert.equal((await get(path, { headers: { 'if-none-match': etag } })).status, 304, path);
  }
});

test('the calendar speaks as its address asks, else as the configuration does, whatever a browser prefers', async (t) => {
  const browser = { headers: { 'accept-language': 'zh-TW' } };
  for (const [configured, path, expected] of [
    [undefined, '/calendar.ics', /SUMMARY:Ends/],
    [undefined, '/calendar.ics?lang=zh-Hant', /SUMMARY:到期/],
    ['zh-Hant', '/calendar.ics', /SUMMARY:到期/],
    ['zh-Hant', '/calendar.ics?lang=en', /SUMMARY:Ends/],
  ] as const) {
    const { get, show } = await served(t, { configuredLanguage: async () => configured });
    show(twoNodes);
    assert.match(await (await get(path, browser)).text(), expected, `${String(configured)} ${path}`);
  }
});

for (const [language, asked, sentence] of [
  ['en', '', '2 clusters, 2 nodes: all is well'],
  ['zh-Hant', '?lang=zh-Hant', '2 個叢集、2 個節點一切正常'],
] as const) {
  test(`the page says the verdict before any program runs, in ${language}`, async (t) => {
    const { get, show } = await served(t);
    assert.match(await (await get('/')).text(), /<div id="first"><p class="looking">/);
    show(twoNodes);
    const page = await (await get(`/${asked}`)).text();
    assert(page.startsWith(`<!doctype html>\n<html lang="${language}">`));
    assert(page.includes(`</svg></span> ${sentence}</h1>`), page);
  });
}

test('the policy of the page lets in the one style that is in it', async (t) => {
  const { get } = await served(t);
  const answer = await get('/');
  const [, style = ''] = /<style>(.*)<\/style>/s.exec(await answer.text()) ?? [];
  assert(style.length > 0);
  const digest = createHash('sha256').update(style).digest('base64');
  assert(answer.headers.get('content-security-policy')?.includes(`style-src 'sha256-${digest}';`));
});

test('what was found is answered with its code, and nothing of it is lost', async (t) => {
  const { get, show } = await served(t);
  show({ takenAt: NOW, nodes: [seenNode('cp-1', { findings: [finding('apiserver', { mend: 'perennial renew' })] })] });
  const { nodes } = z.parse(apiSchemas.Overview, await (await get('/api/v1/overview')).json());
  const [node] = nodes;
  assert(node?.seen.kind === 'seen');
  assert.deepEqual(node.seen.findings, [finding('apiserver', { mend: 'perennial renew' })]);
});

test('the badge says in words what its colour says', async (t) => {
  const { get, show } = await served(t);
  show({ takenAt: NOW, nodes: [...twoNodes.nodes, { node: 'cp-3', seen: { kind: 'silent' } }] });
  assert.match(
    await (await get('/badge.svg')).text(),
    /aria-label="certificates: unknown, first end 2030-11-11 03:00 UTC"/,
  );
});

test('the badge says that nobody knows as long as what was seen is not fresh', async (t) => {
  let now = NOW;
  const { get, show, sights } = await served(t, { now: () => now });
  const badge = async () => /aria-label="([^"]+)"/.exec(await (await get('/badge.svg')).text())?.[1];
  assert.equal(await badge(), 'certificates: unknown');
  show(twoNodes);
  assert.equal(await badge(), 'certificates: ok, first end 2030-11-11 03:00 UTC');
  sights.tell({ kind: 'failed', at: NOW, reason: 'the API server is away' });
  assert.equal(await badge(), 'certificates: unknown');
  show(twoNodes);
  now += HOUR;
  assert.equal(await badge(), 'certificates: unknown');
});

test('it is ready when it has seen something, and no longer when it sees nothing any more', async (t) => {
  let now = NOW;
  const { get, show, sights } = await served(t, { now: () => now });
  assert.equal((await get('/readyz')).status, 503);
  show(twoNodes);
  assert.equal((await get('/readyz')).status, 200);
  sights.tell({ kind: 'failed', at: NOW, reason: 'the disk is gone' });
  assert.equal((await get('/readyz')).status, 503);
  show(twoNodes);
  now += DAY;
  assert.equal((await get('/readyz')).status, 503);
  now -= 2 * DAY;
  assert.equal((await get('/readyz')).status, 503);
  assert.equal((await get('/healthz')).status, 200);
});

test('a page is told at once what it shows, and again only when that changed', async (t) => {
  const { get, show } = await served(t);
  show(twoNodes);
  const overviews = await opened(get);
  assert.equal((await overviews.next()).value?.nodes.length, 2);
  show({ ...twoNodes, takenAt: NOW + 1 });
  show({ ...twoNodes, nodes: twoNodes.nodes.slice(0, 1) });
  assert.equal((await overviews.next()).value?.nodes.length, 1);
});

test('a page that is open for long is told after an hour when was looked last, whether or not anything changed', async (t) => {
  const { get, show } = await served(t);
  show(twoNodes);
  const overviews = await opened(get);
  await overviews.next();
  show({ ...twoNodes, takenAt: NOW + HOUR - 1 });
  show({ ...twoNodes, takenAt: NOW + HOUR });
  assert.equal((await overviews.next()).value?.takenAt, NOW + HOUR);
});

test('a page that is open is told at once of a look before the last one: the clock was set back', async (t) => {
  const { get, show } = await served(t);
  show(twoNodes);
  const overviews = await opened(get);
  await overviews.next();
  show({ ...twoNodes, takenAt: NOW - DAY });
  assert.equal((await overviews.next()).value?.takenAt, NOW - DAY);
});

test('a run under way is told while a page is open, with its witness', async (t) => {
  const run = { id: 'r', intent: 'renew', state: 'open', done: 1, of: 2, stages: [], gaps: [], commands: {} } as const;
  const nothing = { runs: async () => [], run: async () => undefined };
  const history = async (certificate: string) => ({ certificate, serials: [] });
  const own = { ...nothing, history, newest: async () => run };
  const { get } = await served(t, { source: 'node', own });
  assert.equal((await (await opened(get)).next()).value?.id, 'r');
});

test('where other nodes are shown, runs and history are refused with where they are', async (t) => {
  const { get } = await served(t);
  for (const path of ['/api/v1/runs', '/api/v1/runs/x', '/api/v1/history/apiserver']) {
    const problem = z.parse(apiSchemas.Problem, await (await get(path)).json());
    assert.deepEqual([problem.status, problem.code], [404, 'not-found'], path);
  }
});

test('every address of the OpenAPI document answers with a type that it names', async (t) => {
  const { get, show } = await served(t);
  show(twoNodes);
  for (const { path, answers, problems } of routes) {
    const answer = await get(path.replaceAll(/\{\w+\}/g, 'x'));
    await answer.body?.cancel();
    const type = answer.headers.get('content-type') ?? '';
    if (answer.status === 200)
      assert(
        Object.keys(answers).some((one) => one.toLowerCase() === type.toLowerCase()),
        `${path}: ${type}`,
      );
    else assert(problems.includes(answer.status), `${path}: ${String(answer.status)}`);
  }
});

test('the OpenAPI document names every schema it refers to', () => {
  const text = JSON.stringify(openApiDocument('1.2.3'));
  for (const [, name = ''] of text.matchAll(/#\/components\/schemas\/(\w+)/g))
    assert(Object.hasOwn(apiSchemas, name), name);
});

/** What a page that is open is told. */
async function opened(get: (path: string) => Promise<Response>) {
  const { body } = await get('/api/v1/events');
  assert(body !== null);
  return events(body);
}

/** The documents of a stream of server-sent events. */
async function* events(body: ReadableStream<Uint8Array>) {
  let text = '';
  const decoder = new TextDecoder();
  for await (const chunk of body) {
    text += decoder.decode(chunk, { stream: true });
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      const [, data] = /^data: ?(.*)$/m.exec(text.slice(0, end)) ?? [];
      text = text.slice(end + 2);
      if (data !== undefined)
        yield JSON.parse(data) as {
          readonly id?: string;
          readonly takenAt: number;
          readonly nodes: readonly unknown[];
        };
    }
  }
}
