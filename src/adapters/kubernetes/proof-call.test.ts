import assert from 'node:assert/strict';
import { describe, test, type TestContext } from 'node:test';
import { type Answer, type Answers, serveApi } from './api-server.test-support.ts';
import { kubernetesApi } from './kubernetes-api.ts';

const refused = { code: 'api-unavailable' };
const started = async (t: TestContext, answers: Answers) => {
  const { credentials } = await serveApi(t, answers);
  return kubernetesApi({ readKubeconfig: async () => credentials });
};

describe('a call through the API server to the kubelet', () => {
  const path = 'GET /api/v1/nodes/node-1/proxy/healthz';
  const named = 'Forbidden (user=kube-apiserver-kubelet-client, verb=get, resource=nodes, subresource(s)=[healthz])\n';
  const works: readonly (readonly [string, Answer])[] = [
    ['200', [200, 'ok']],
    ['404 of the kubelet', [404, '404 page not found\n']],
    ['403 of the kubelet that names the certificate', [403, named]],
    ['500 of the health check', [500, '[+]ping ok\n[-]syncloop failed: reason withheld\nhealthz check failed\n']],
  ];
  for (const [name, answer] of works) {
    test(`works with ${name}`, async (t) => {
      assert.equal(await (await started(t, { [path]: answer })).call('kubelet', 'node-1'), 'worked');
    });
  }

  const fails: readonly (readonly [string, Answer])[] = [
    ['403 that takes it for anonymous', [403, named.replace('kube-apiserver-kubelet-client', 'system:anonymous')]],
    ['401 of the kubelet', [401, 'Unauthorized']],
    ['403 of the API server', [403, { kind: 'Status', message: 'nodes "node-1" is forbidden: User "x"' }]],
    ['404 of the API server', [404, { kind: 'Status', message: 'nodes "node-1" not found' }]],
    ['503 of the API server', [503, 'error trying to reach service: tls: expired certificate']],
    ['500 of the API server', [500, { kind: 'Status', message: 'use of closed network connection' }]],
  ];
  for (const [name, answer] of fails) {
    test(`does not work with ${name}`, async (t) => {
      const api = await started(t, { [path]: answer });
      await assert.rejects(api.call('kubelet', 'node-1'), refused);
    });
  }

  test('may fail once', async (t) => {
    let calls = 0;
    const api = await started(t, {
      [path]: (_request, response) => response.writeHead((calls += 1) === 1 ? 503 : 200).end('ok'),
    });
    assert.equal(await api.call('kubelet', 'node-1'), 'worked');
    assert.equal(calls, 2);
  });
});

describe('a call through the API server to etcd', () => {
  test('works when its check is fine, under the new path or the old', async (t) => {
    for (const path of ['GET /readyz/etcd', 'GET /healthz/etcd']) {
      assert.equal(await (await started(t, { [path]: [200, 'ok'] })).call('etcd', 'n'), 'worked');
    }
  });

  test('does not work when its check fails', async (t) => {
    const api = await started(t, { 'GET /readyz/etcd': [500, 'internal server error: etcd failed'] });
    await assert.rejects(api.call('etcd', 'n'), refused);
  });
});

describe('a call to an aggregated API', () => {
  const services = (...items: readonly object[]): Answers => ({
    'GET /apis/apiregistration.k8s.io/v1/apiservices': [200, { items }],
  });
  const service = (group: string, spec: object = { service: { name: 's' } }, status = 'True') => ({
    spec: { group, version: 'v1', ...spec },
    status: { conditions: [{ type: 'Available', status }] },
  });

  test('is to the first that is available', async (t) => {
    const items = [service('apps', { service: null }), service('down', undefined, 'False'), service('metrics.k8s.io')];
    const api = await started(t, { ...services(...items), 'GET /apis/metrics.k8s.io/v1': [200, {}] });
    assert.equal(await api.call('aggregated', 'n'), 'worked');
  });

  test('is to nothing where there is none', async (t) => {
    for (const answers of [services(service('apps', { service: null })), services(), {}]) {
      assert.equal(await (await started(t, answers)).call('aggregated', 'n'), 'nothing to call');
    }
  });

  test('does not work where none of them answers', async (t) => {
    const api = await started(t, { ...services(service('a')), 'GET /apis/a/v1': [503, 'no'] });
    await assert.rejects(api.call('aggregated', 'n'), refused);
  });

  test('none is nothing to call', async (t) => {
    assert.equal(await (await started(t, {})).call('none', 'n'), 'nothing to call');
  });
});
