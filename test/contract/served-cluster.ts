import type { IncomingMessage, ServerResponse } from 'node:http';
import type { TestContext } from 'node:test';
import type { TLSSocket } from 'node:tls';
import { type ApiServer, serveApi } from '../../src/adapters/kubernetes/api-server.test-support.ts';
import { pageOf, queryOf } from '../../src/adapters/kubernetes/page.test-support.ts';

/** What there may be in a cluster, and may not. */
export interface Cluster {
  readonly configuration?: string;
  readonly upgrading?: boolean;
  readonly aggregated?: boolean;
  /** Another control-plane node, `cp-2`, that is not ready and on which a hand lies. */
  readonly held?: boolean;
  /** So many other nodes, `worker-0` and on. */
  readonly workers?: number;
}

/** What changes of it. */
export interface ClusterState {
  etcd: 'there' | 'away';
  credential: 'taken' | 'refused';
  clientCertificates: 'good' | 'spent';
  lease: { readonly holder: string; readonly version: number };
}

export const lease = 'kube-controller-manager';

/** A real HTTPS server with as much of an API server behind it as the port `Api` asks for. */
export async function serveCluster(
  t: TestContext,
  cluster: Cluster,
): Promise<{ readonly server: ApiServer; readonly state: ClusterState }> {
  const state: ClusterState = {
    etcd: 'there',
    credential: 'taken',
    clientCertificates: 'good',
    lease: { holder: 'ip-10-0-0-1_77aa', version: 7 },
  };
  const forAnybody = { 'GET /readyz': () => [state.etcd === 'there' ? 200 : 500, ''] as const };
  const forTheKnown = { ...readable(cluster), ...proofs(state), ...leases(state) };
  const isKnown = (request: IncomingMessage): boolean =>
    state.credential === 'taken' && (request.socket as TLSSocket).getPeerX509Certificate() !== undefined;
  const answers = [...answersOf(forAnybody, () => true), ...answersOf(forTheKnown, isKnown)];
  return { server: await serveApi(t, Object.fromEntries(answers)), state };
}

type Given = readonly [status: number, body: unknown];
type Resource = (body: string, query: URLSearchParams) => Given;

function answersOf(resources: Readonly<Record<string, Resource>>, mayAsk: (request: IncomingMessage) => boolean) {
  return Object.entries(resources).map(([key, resource]) => {
    const answer = (request: IncomingMessage, response: ServerResponse): void => {
      let body = '';
      request.on('data', (piece: Buffer) => (body += piece.toString()));
      request.on('end', () => {
        const [status, said] = mayAsk(request) ? resource(body, queryOf(request)) : unauthorized;
        response.writeHead(status).end(typeof said === 'string' ? said : JSON.stringify(said));
      });
    };
    return [key, answer] as const;
  });
}

const unauthorized: Given = [401, { kind: 'Status', message: 'Unauthorized' }];
const notFound: Given = [404, { kind: 'Status', message: 'not found' }];

function readable({
  configuration,
  upgrading,
  aggregated,
  held,
  workers = 0,
}: Cluster): Readonly<Record<string, Resource>> {
  const image = `registry.k8s.io/kube-apiserver:${upgrading === true ? 'v1.37.2' : 'v1.36.3'}`;
  const pods = [{ spec: { containers: [{ name: 'kube-apiserver', image }] } }];
  const configMap = { data: { ClusterConfiguration: configuration } };
  const available = { conditions: [{ type: 'Available', status: 'True' }] };
  const metrics = { spec: { group: 'metrics.k8s.io', version: 'v1', service: { name: 'metrics' } }, status: available };
  const nodes = [
    nodeObject('cp-1', 'True', {}),
    ...(held === true ? [nodeObject('cp-2', 'Unknown', heldBy)] : []),
    ...workerNames(workers).map(workerObject),
  ];
  const heard = ['cp-1', ...workerNames(workers)].map(nodeLease);
  return {
    'GET /api/v1/nodes': (_, query) => [200, pageOf(nodes, query)],
    [`GET ${nodeLeases}`]: (_, query) => [200, pageOf(heard, query)],
    [`GET ${nodeLeases}/cp-1`]: () => [200, nodeLease('cp-1')],
    'GET /version': () => [200, { gitVersion: 'v1.36.3' }],
    'GET /api/v1/namespaces/kube-system/pods': () => [200, { items: pods }],
    'GET /apis/apiregistration.k8s.io/v1/apiservices': () => [200, { items: aggregated === true ? [metrics] : [] }],
    'GET /api/v1/namespaces/kube-system/configmaps/kubeadm-config': () =>
      configuration === undefined ? notFound : [200, configMap],
  };
}

const nodeLeases = '/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases';
const nodeLease = (name: string) => ({ metadata: { name }, spec: { renewTime: new Date().toISOString() } });

export const workerNames = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `worker-${String(index)}`);

const heldBy = { 'perennial.dev/hold': 'disk swap' };

function nodeObject(name: string, status: string, annotations: Readonly<Record<string, string>>) {
  const conditions = [
    { type: 'MemoryPressure', status: 'False' },
    { type: 'Ready', status },
  ];
  const labels = { 'node-role.kubernetes.io/control-plane': '' };
  return { metadata: { name, annotations, labels }, status: { conditions } };
}

/** As large as one with fifty images. */
function workerObject(name: string) {
  const images = Array.from({ length: 50 }, () => ({ names: ['i'.repeat(200), 'j'.repeat(200)], sizeBytes: 1 }));
  return { metadata: { name }, status: { conditions: [{ type: 'Ready', status: 'True' }], images } };
}

function proofs(state: ClusterState): Readonly<Record<string, Resource>> {
  const proof =
    (refusal: Given): Resource =>
    () =>
      state.clientCertificates === 'good' ? [200, 'ok'] : refusal;
  return {
    'GET /api/v1/nodes/cp-1/proxy/healthz': proof([401, 'Unauthorized']),
    'GET /readyz/etcd': proof([500, 'internal server error: etcd failed: reason withheld']),
    'GET /apis/metrics.k8s.io/v1': proof([503, 'error trying to reach service']),
  };
}

interface Operation {
  readonly op: 'test' | 'replace';
  readonly path: string;
  readonly value: string;
}

/** JSON patch as the API server does it (RFC 6902): all of its operations, or none and 422. */
function leases(state: ClusterState): Readonly<Record<string, Resource>> {
  const path = `/apis/coordination.k8s.io/v1/namespaces/kube-system/leases/${lease}`;
  const object = () => ({
    metadata: { resourceVersion: String(state.lease.version) },
    spec: { holderIdentity: state.lease.holder, renewTime: '2030-01-15T03:00:00.000000Z' },
  });
  return {
    [`GET ${path}`]: () => [200, object()],
    [`PATCH ${path}`]: (body) => {
      const { metadata, spec } = object();
      const values = new Map([
        ['/metadata/resourceVersion', metadata.resourceVersion],
        ['/spec/holderIdentity', spec.holderIdentity],
      ]);
      const operations = JSON.parse(body) as readonly Operation[];
      for (const { op, path: at, value } of operations) {
        if (op === 'test' && values.get(at) !== value) return [422, { kind: 'Status', message: 'test failed' }];
        values.set(at, value);
      }
      state.lease = { holder: values.get('/spec/holderIdentity') ?? '', version: state.lease.version + 1 };
      return [200, object()];
    },
  };
}
