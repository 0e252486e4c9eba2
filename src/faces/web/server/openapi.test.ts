import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { NOW } from '../../../../test/overviews.ts';
import type { RunProgress } from '../../../core/plan/run-progress.ts';
import { openApiDocument, routes } from './openapi.ts';
import { served, twoNodes } from './server.test-support.ts';
import type { OwnNode } from './site.ts';

// Real answers, held against the document by a validator that is not ours.

const document = openApiDocument('1.2.3');
const ajv = new Ajv2020({ strict: false, allErrors: true }).addSchema(document, 'api');

test('the document is OpenAPI 3.1', async () => {
  const { valid, errors } = await new Validator().validate(structuredClone(document));
  assert(valid, JSON.stringify(errors));
});

type State = 'a node' | 'reports' | 'nothing seen yet' | 'token wanted' | 'broken';

const cases: readonly (readonly [path: string, asked: string, state: State, status: number, headers?: HeadersInit])[] =
  [
    ['/', '/', 'reports', 200],
    ['/', '/?lang=zh-Hant', 'nothing seen yet', 200],
    ['/', '/', 'reports', 304, { 'if-none-match': '*' }],
    ['/', '/', 'token wanted', 401],
    ['/', '/?token=0123456789abcdef', 'token wanted', 303],
    ['/assets/page.js', '/assets/page.js', 'reports', 200],
    ['/api/v1/overview', '/api/v1/overview', 'reports', 200],
    ['/api/v1/overview', '/api/v1/overview?lang=zh-Hant', 'a node', 200],
    ['/api/v1/overview', '/api/v1/overview', 'nothing seen yet', 503],
    ['/api/v1/overview', `/api/v1/overview?lang=${'x'.repeat(3000)}`, 'reports', 414],
    ['/api/v1/overview', '/api/v1/overview', 'token wanted', 401],
    ['/api/v1/certificates', '/api/v1/certificates', 'reports', 200],
    ['/api/v1/certificates', '/api/v1/certificates?format=csv', 'reports', 200],
    ['/api/v1/certificates', '/api/v1/certificates?before=soon', 'reports', 400],
    ['/api/v1/certificates', '/api/v1/certificates', 'nothing seen yet', 503],
    ['/api/v1/runs', '/api/v1/runs', 'a node', 200],
    ['/api/v1/runs', '/api/v1/runs', 'reports', 404],
    ['/api/v1/runs', '/api/v1/runs', 'broken', 500],
    ['/api/v1/runs/{id}', '/api/v1/runs/r-renew', 'a node', 200],
    ['/api/v1/runs/{id}', '/api/v1/runs/another', 'a node', 404],
    ['/api/v1/history/{certificate}', '/api/v1/history/apiserver', 'a node', 200],
    ['/api/v1/history/{certificate}', '/api/v1/history/apiserver', 'reports', 404],
    ['/api/v1/events', '/api/v1/events', 'reports', 200],
    ['/api/v1/openapi.json', '/api/v1/openapi.json', 'reports', 200],
    ['/metrics', '/metrics', 'reports', 200],
    ['/metrics', '/metrics', 'reports', 200, { accept: 'application/openmetrics-text' }],
    ['/metrics', '/metrics', 'nothing seen yet', 503],
    ['/calendar.ics', '/calendar.ics', 'reports', 200],
    ['/calendar.ics', '/calendar.ics', 'nothing seen yet', 503],
    ['/calendar/{token}.ics', '/calendar/guess.ics', 'reports', 404],
    ['/badge.svg', '/badge.svg', 'reports', 200],
    ['/badge.svg', '/badge.svg', 'nothing seen yet', 200],
    ['/healthz', '/healthz', 'nothing seen yet', 200],
    ['/readyz', '/readyz', 'reports', 200],
    ['/readyz', '/readyz', 'nothing seen yet', 503],
  ];

for (const [path, asked, state, status, headers = {}] of cases) {
  test(`GET ${asked.slice(0, 60)} is as documented: ${String(status)}, ${state}`, async (t) => {
    const { get } = await servedIn(state, t);
    const answer = await get(asked, { headers, redirect: 'manual' });
    assert.equal(answer.status, status);
    await assertDocumented(path, answer);
  });
}

test('a method there is not is refused as documented', async (t) => {
  const { get } = await servedIn('reports', t);
  for (const { path } of routes) {
    const answer = await get(path.replaceAll(/\{\w+\}/g, 'x'), { method: 'DELETE' });
    assert.equal(answer.status, 405);
    await assertDocumented(path, answer);
  }
});

test('no route is left out above', () => {
  const tried = new Set(cases.map(([path]) => path));
  assert.deepEqual(
    routes.map(({ path }) => path).filter((path) => !tried.has(path)),
    [],
  );
});

/** Status, type and, of JSON, every field. */
async function assertDocumented(path: string, answer: Response): Promise<void> {
  const { responses } = (document.paths[path] as { readonly get: Operation }).get;
  const response = responses[String(answer.status)];
  assert(response !== undefined, `${path} can end with ${String(answer.status)}, which is not documented`);
  const type = answer.headers.get('content-type');
  if (response.content === undefined || type === null) {
    assert.deepEqual([type, response.content], [null, undefined]);
    return;
  }
  const media = response.content[type];
  assert(media !== undefined, `${path}: ${type} is not documented`);
  if (!/[/+]json$/.test(type)) return void (await answer.body?.cancel());
  const body: unknown = await answer.json();
  const isValid = media.schema === undefined ? undefined : ajv.compile({ $ref: `api${media.schema.$ref}` });
  assert(isValid === undefined || isValid(body), JSON.stringify(isValid?.errors));
}

interface Operation {
  readonly responses: Readonly<
    Record<
      string,
      { readonly content?: Readonly<Record<string, { readonly schema?: { readonly $ref: string } } | undefined>> }
    >
  >;
}

async function servedIn(state: State, t: TestContext) {
  const token = state === 'token wanted' ? { token: '0123456789abcdef' } : {};
  const server = await served(t, {
    ...(state === 'a node' || state === 'broken' ? { source: 'node', own: state === 'broken' ? brokenNode : own } : {}),
    credentials: () => ({ ...token, clientCertificates: false }),
  });
  if (state !== 'nothing seen yet') server.show(twoNodes);
  return server;
}

const run: RunProgress = {
  id: 'r-renew',
  intent: 'renew',
  state: 'open',
  done: 1,
  of: 2,
  startedAt: NOW,
  stages: [
    {
      name: 'etcd',
      steps: [
        { id: 'a', kind: 'install', words: ['install it'], status: 'done', startedAt: NOW, endedAt: NOW },
        { id: 'b', kind: 'prove', words: ['prove it'], status: 'started', startedAt: NOW },
      ],
    },
  ],
  witness: { at: NOW, requests: 7, failures: 1 },
  gaps: [{ at: NOW, milliseconds: 12.5, failures: 1 }],
  waiting: { at: NOW, step: 'b', why: 'it starts' },
  commands: { resume: 'perennial resume r-renew', rollback: 'perennial rollback r-renew' },
};

const own: OwnNode = {
  runs: async () => [run],
  run: async (id) => (id === run.id ? run : undefined),
  newest: async () => run,
  history: async (certificate) => ({
    certificate,
    serials: [{ serial: '1A', notBefore: NOW, notAfter: NOW, firstSeenAt: NOW, run: run.id }],
  }),
};
const brokenNode: OwnNode = { ...own, runs: async () => Promise.reject(new Error('the disk is gone')) };
