import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { serveApi } from '../../src/adapters/kubernetes/api-server.test-support.ts';
import { kubernetesCoordination } from '../../src/adapters/kubernetes/coordination/kubernetes-coordination.ts';
import { serveLease } from '../../src/adapters/kubernetes/coordination/lease-server.test-support.ts';
import { kubernetesApi } from '../../src/adapters/kubernetes/kubernetes-api.ts';
import { kubernetesEvents } from '../../src/adapters/kubernetes/kubernetes-events.ts';
import {
  configMapAnswers,
  type KeptConfigMaps,
} from '../../src/adapters/kubernetes/reports/config-maps.test-support.ts';
import { kubernetesReports } from '../../src/adapters/kubernetes/reports/kubernetes-reports.ts';
import { servingRequests } from '../../src/adapters/kubernetes/serving-requests.ts';
import { type Permission, permissions, type Verb } from '../../src/core/cluster/permissions.ts';
import { KUBELET_SERVING } from '../../src/core/serving/request.ts';
import { NOW, wellReport } from '../node-reports.ts';
import { handClock } from './hand-clock.ts';
import { serveCluster } from './served-cluster.ts';

// The same is asked of real API servers by test/cluster/reports.test.ts; this finds a new call that nobody has listed, at once.

const requests: readonly { readonly about: string; readonly asked: (t: TestContext) => Promise<readonly string[]> }[] =
  [
    {
      about: 'a node that looks and renews',
      async asked(t) {
        const { server } = await serveCluster(t, { aggregated: true });
        const api = kubernetesApi({ readKubeconfig: async () => server.credentials });
        await Promise.all([
          api.version(),
          api.clusterConfiguration(),
          api.upgradeUnderWay([]),
          api.controlPlaneNodes(),
        ]);
        await Promise.all([api.nodes(), api.heardFrom('cp-1')]);
        for (const call of ['kubelet', 'etcd', 'aggregated'] as const) await api.call(call, 'cp-1');
        const lease = await api.lease('kube-controller-manager');
        assert.ok(lease !== undefined && (await api.releaseLease(lease)));
        return server.asked;
      },
    },
    {
      about: 'a node that waits for its turn',
      async asked(t) {
        const server = await serveLease(t, { object: undefined, version: 1 });
        const endpoints = [{ host: '127.0.0.1', port: server.port }];
        const time = handClock();
        const readKubeconfig = async () => server.credentials;
        const turn = kubernetesCoordination({ readKubeconfig, endpoints, time }).acquire({
          node: 'cp-1',
          runId: 'run',
        });
        await time.pass(120_000);
        await (await turn).release();
        return server.asked;
      },
    },
    {
      about: 'a node that publishes its report',
      async asked(t) {
        const kept: KeptConfigMaps = { namespace: false, version: 7, objects: new Map() };
        const { server, port, credentials, asked } = await serveApi(t, {});
        const [recording] = server.listeners('request');
        server.removeAllListeners('request').on('request', (request, response) => {
          recording?.call(server, request, { writeHead: () => ({ end: () => undefined }) });
          configMapAnswers(kept)(request, response);
        });
        const endpoints = [{ host: '127.0.0.1', port }];
        const reports = kubernetesReports({ readKubeconfig: async () => credentials, endpoints });
        for (const version of ['1', '2']) await reports.publish('cp-1', () => wellReport('cp-1', { version }));
        await reports.all();
        return asked;
      },
    },
    {
      about: 'a node that posts Events',
      async asked(t) {
        const path = '/apis/events.k8s.io/v1/namespaces/default/events';
        const { port, credentials, asked } = await serveApi(t, { [`POST ${path}`]: [201, {}] });
        const endpoints = [{ host: '127.0.0.1', port }];
        const about = { node: 'cp-1', action: 'Renew', note: 'it is due' };
        const events = kubernetesEvents({ readKubeconfig: async () => credentials, endpoints });
        await events.post({ ...about, name: 'cp-1.1', type: 'Normal', reason: 'CertificateExpiring' }, NOW);
        return asked;
      },
    },
    {
      about: 'a node that answers kubelets',
      async asked(t) {
        const path = '/apis/certificates.k8s.io/v1/certificatesigningrequests';
        const object = { metadata: { name: 'csr-1', resourceVersion: '1' }, spec: { signerName: KUBELET_SERVING } };
        const server = await serveApi(t, {
          [`GET ${path}`]: [200, { items: [object] }],
          [`GET ${path}/csr-1`]: [200, object],
          [`PUT ${path}/csr-1/approval`]: [200, {}],
          'GET /api/v1/nodes': [200, { items: [] }],
          'GET /api/v1/nodes/worker-1': [200, {}],
        });
        const requests = servingRequests({ readKubeconfig: async () => server.credentials, timeoutMilliseconds: 2000 });
        const [request] = await requests.pending();
        await requests.nodes(['worker-1']);
        assert.ok(request !== undefined && (await requests.answer(request, { kind: 'deny', why: 'bad' })));
        return server.asked;
      },
    },
  ];

for (const { about, asked } of requests) {
  test(`${about} asks for nothing that is not listed`, async (t) => {
    const all = [...new Set((await asked(t)).map((line) => line.split(' ').slice(0, 2).join(' ')))];
    assert.ok(all.length > 0, String(all));
    assert.deepEqual(
      all.filter((request) => !permissions.some((permission) => allows(permission, request))),
      [],
    );
  });
}

const resourcePath = /^\/(?:api|apis\/(?<group>[^/]+))\/v1(?:\/namespaces\/(?<namespace>[^/]+)(?=\/))?\/(?<rest>.+)$/;

/** As RBAC decides it, of requests without `watch`: what is a resource is not judged by its path. */
function allows(permission: Permission, request: string): boolean {
  const [method = '', path = ''] = request.split(' ');
  const parts = resourcePath.exec(path)?.groups;
  if (permission.kind === 'path') {
    const isIn = (one: string) => (one.endsWith('*') ? path.startsWith(one.slice(0, -1)) : path === one);
    return parts === undefined && method === 'GET' && permission.paths.some(isIn);
  }
  const { group = '', namespace, rest = '' } = parts ?? {};
  const [resource = '', name, ...below] = rest.split('/');
  const asked = below.length === 0 ? resource : `${resource}/${below[0] ?? ''}`;
  const isNamed = permission.names === undefined || (name !== undefined && permission.names.includes(name));
  return (
    [permission.group, permission.resource, permission.namespace].join() === [group, asked, namespace].join() &&
    permission.verbs.includes(verbOf(method, name)) &&
    isNamed
  );
}

function verbOf(method: string, name: string | undefined): Verb {
  const verbs: Readonly<Record<string, Verb>> = { POST: 'create', PUT: 'update', PATCH: 'patch' };
  return verbs[method] ?? (name === undefined ? 'list' : 'get');
}
