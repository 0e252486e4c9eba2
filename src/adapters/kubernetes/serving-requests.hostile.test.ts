import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { judged } from '../../core/serving/judged.ts';
import { type Answers, serveApi } from './api-server.test-support.ts';
import { servingRequests } from './serving-requests.ts';

const path = '/apis/certificates.k8s.io/v1/certificatesigningrequests';
const signerName = 'kubernetes.io/kubelet-serving';

async function requestsOf(t: TestContext, answers: Answers) {
  const server = await serveApi(t, answers);
  return servingRequests({ readKubeconfig: async () => server.credentials, timeoutMilliseconds: 2000 });
}

const odd: readonly unknown[] = [
  { spec: { signerName } },
  {
    metadata: null,
    spec: { signerName, request: 7, username: ['system:node:cp-1'], groups: 'system:nodes', usages: {} },
  },
  { metadata: { name: 'x', creationTimestamp: 'never' }, spec: { signerName, request: '%%%', usages: [null, 1] } },
  { metadata: { name: '../../nodes' }, spec: { signerName, username: '__proto__', request: 'AAAA' }, status: [] },
];

test('objects that are not what they should be are requests that nobody approves', async (t) => {
  const requests = await requestsOf(t, { [`GET ${path}`]: [200, { items: [null, 5, 'x', ...odd] }] });
  const pending = await requests.pending();
  assert.equal(pending.length, odd.length);
  for (const request of pending) assert.equal(judged(request, { nodes: [], apiServerNames: [] }).kind, 'deny');
});

test('a list that is none has no requests, and an answer that is no JSON is an error', async (t) => {
  assert.deepEqual(await (await requestsOf(t, { [`GET ${path}`]: [200, { items: 'all' }] })).pending(), []);
  await assert.rejects((await requestsOf(t, { [`GET ${path}`]: [200, '<html>'] })).pending(), {
    code: 'api-unavailable',
  });
  await assert.rejects((await requestsOf(t, { [`GET ${path}`]: [403, {}] })).pending(), { code: 'api-unavailable' });
});

test('an API server that refuses the answer is an error, one in which somebody was quicker is not', async (t) => {
  const object = { metadata: { name: 'csr-1', resourceVersion: '1' }, spec: { signerName } };
  for (const [status, expected] of [
    [409, false],
    [404, false],
    [200, true],
  ] as const) {
    const requests = await requestsOf(t, {
      [`GET ${path}`]: [200, { items: [object] }],
      [`GET ${path}/csr-1`]: [200, object],
      [`PUT ${path}/csr-1/approval`]: [status, {}],
    });
    const [request] = await requests.pending();
    assert.ok(request !== undefined);
    assert.equal(await requests.answer(request, { kind: 'deny', why: 'bad' }), expected);
  }
  const refusing = await requestsOf(t, {
    [`GET ${path}`]: [200, { items: [object] }],
    [`GET ${path}/csr-1`]: [200, object],
    [`PUT ${path}/csr-1/approval`]: [403, { kind: 'Status', message: 'not allowed to approve for this signer' }],
  });
  const [request] = await refusing.pending();
  assert.ok(request !== undefined);
  await assert.rejects(refusing.answer(request, { kind: 'approve', why: '' }), {
    code: 'api-unavailable',
    message: /403.*not allowed/,
  });
});
