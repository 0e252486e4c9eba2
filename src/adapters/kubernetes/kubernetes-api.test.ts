import assert from 'node:assert/strict';
import { describe, test, type TestContext } from 'node:test';
import { type Answers, credentialsFor, serveApi } from './api-server.test-support.ts';
import { kubernetesApi } from './kubernetes-api.ts';

const started = async (t: TestContext, answers: Answers) => {
  const server = await serveApi(t, answers);
  return { server, api: kubernetesApi({ readKubeconfig: async () => server.credentials }) };
};
const versionIs = (gitVersion: string): Answers => ({ 'GET /version': [200, { major: '1', gitVersion }] });

describe('the API server, asked with a kubeconfig', () => {
  test('tells its version and date', async (t) => {
    const { api, server } = await started(t, versionIs('v1.36.3'));
    const { version, date, tookMilliseconds } = await api.version();
    assert.equal(version, 'v1.36.3');
    assert.ok(Math.abs(date - Date.now()) < 30_000 && tookMilliseconds >= 0);
    assert.deepEqual(server.asked, ['GET /version kubernetes-admin']);
  });

  test('answers, whatever it says, to somebody without a credential', async (t) => {
    const { api, server } = await started(t, { 'GET /readyz': [500, 'not yet'] });
    await api.answers();
    assert.deepEqual(server.asked, ['GET /readyz anonymous']);
  });

  test('is asked at the endpoint given, though the kubeconfig points elsewhere', async (t) => {
    const server = await serveApi(t, versionIs('v1.36.3'));
    const endpoint = { host: '127.0.0.1', port: server.port };
    for (const pointsTo of ['https://api.lab:6443', 'https://elsewhere.lab:6443']) {
      const api = kubernetesApi({ readKubeconfig: async () => credentialsFor(pointsTo), endpoint });
      assert.equal((await api.version()).version, 'v1.36.3');
    }
  });

  test('gives the configuration of the cluster, where there is one', async (t) => {
    const path = 'GET /api/v1/namespaces/kube-system/configmaps/kubeadm-config';
    const held = await started(t, { [path]: [200, { data: { ClusterConfiguration: 'kind: X\n' } }] });
    assert.equal(await held.api.clusterConfiguration(), 'kind: X\n');
    assert.equal(await (await started(t, {})).api.clusterConfiguration(), undefined);
    assert.equal(await (await started(t, { [path]: [200, {}] })).api.clusterConfiguration(), undefined);
  });
});

describe('whether an upgrade is under way', () => {
  const cases = [
    ['v1.36.3', ['reg/kube-apiserver:v1.36.3', 'reg/kube-apiserver:v1.36.3@sha256:00'], undefined],
    ['v1.36.3+vendor', ['reg:5000/kube-apiserver:v1.36.3_vendor.1'], undefined],
    ['v1.36.3', ['reg/kube-apiserver@sha256:00'], undefined],
    ['v1.36.3', [], undefined],
    [
      'v1.36.3',
      ['reg/kube-apiserver:v1.36.3', 'reg/kube-apiserver:v1.37.2', 'reg/kube-apiserver:v1.36.3'],
      'v1.36.3 on cp-1 and cp-3; v1.37.2 on cp-2',
    ],
    ['v1.36.3', ['reg/kube-apiserver:v1.37.2'], 'v1.36.3 answers here; v1.37.2 on cp-1'],
    ['v1.36.3', [...Array<string>(3).fill('reg/kube-apiserver:v1.36.3'), 'reg/kube-apiserver:v1.35.1'], undefined],
  ] as const;
  for (const [answering, images, versions] of cases) {
    test(`${answering} answers, ${images.join(' and ') || 'nothing'} declared, and cp-4 is away`, async (t) => {
      const items = images.map((image, index) => ({
        spec: { nodeName: `cp-${String(index + 1)}`, containers: [{ name: 'kube-apiserver', image }] },
      }));
      const pods = { 'GET /api/v1/namespaces/kube-system/pods': [200, { items }] } as const;
      const { api } = await started(t, { ...versionIs(answering), ...pods });
      const sentence = `API servers of different versions are seen (${versions}): an upgrade may be under way`;
      assert.equal(await api.upgradeUnderWay(['cp-4']), versions === undefined ? undefined : sentence);
    });
  }
});

describe('leases', () => {
  const path = '/apis/coordination.k8s.io/v1/namespaces/kube-system/leases/kube-controller-manager';
  const spec = { holderIdentity: 'node-1_0f1e', renewTime: '2026-11-23T22:00:00.123456Z' };
  const lease = { metadata: { resourceVersion: '77' }, spec };

  test('are read with holder, version and time', async (t) => {
    const { api } = await started(t, { [`GET ${path}`]: [200, lease] });
    const renewedAt = Date.UTC(2026, 10, 23, 22, 0, 0, 123);
    const expected = { name: 'kube-controller-manager', holder: 'node-1_0f1e', resourceVersion: '77', renewedAt };
    assert.deepEqual(await api.lease('kube-controller-manager'), expected);
    assert.equal(await api.lease('other'), undefined);
  });

  test('are released by compare and set', async (t) => {
    let patch = '';
    const { api } = await started(t, {
      [`GET ${path}`]: [200, lease],
      [`PATCH ${path}`]: (request, response) => {
        assert.equal(request.headers['content-type'], 'application/json-patch+json');
        request.on('data', (piece: Buffer) => (patch += piece.toString())).on('end', () => response.end('{}'));
      },
    });
    const held = await api.lease('kube-controller-manager');
    assert.equal(held && (await api.releaseLease(held)), true);
    assert.deepEqual(JSON.parse(patch), [
      { op: 'test', path: '/metadata/resourceVersion', value: '77' },
      { op: 'test', path: '/spec/holderIdentity', value: 'node-1_0f1e' },
      { op: 'replace', path: '/spec/holderIdentity', value: '' },
    ]);
  });

  for (const status of [404, 409, 422]) {
    test(`belong to somebody quicker when the answer is ${status}`, async (t) => {
      const { api } = await started(t, { [`GET ${path}`]: [200, lease], [`PATCH ${path}`]: [status, {}] });
      const held = await api.lease('kube-controller-manager');
      assert.equal(held && (await api.releaseLease(held)), false);
    });
  }
});
