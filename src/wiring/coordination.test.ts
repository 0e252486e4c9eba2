import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { type Answers, authority, serveApi } from '../adapters/kubernetes/api-server.test-support.ts';
import { localFiles } from '../adapters/local/files.ts';
import { DAY } from '../core/instant.ts';
import { lazyCoordination } from './coordination.ts';

/** Nobody listens there. */
const NOWHERE = 1;
const nodes = ['cp-1', 'cp-2'].map((name) => ({ metadata: { name } }));
const held = {
  ...{ apiVersion: 'coordination.k8s.io/v1', kind: 'Lease' },
  metadata: { name: 'perennial-renew', resourceVersion: '7' },
  spec: { holderIdentity: 'cp-2_run', leaseDurationSeconds: 60 },
};
const answers: Answers = {
  'GET /api/v1/nodes': [200, { items: nodes }],
  'GET /apis/coordination.k8s.io/v1/namespaces/kube-system/leases/perennial-renew': [200, held],
};

/** A node whose own API server is away, and whose admin.conf names that port as the balancer. */
async function node(t: TestContext, balancer: number, notAfter = Date.now() + DAY) {
  const root = await mkdtemp(join(tmpdir(), 'perennial-coordination-'));
  t.after(() => rm(root, { recursive: true }));
  await mkdir(join(root, '/etc/kubernetes/manifests'), { recursive: true });
  await writeFile(join(root, '/etc/kubernetes/manifests/kube-apiserver.yaml'), manifest);
  await writeFile(join(root, '/etc/kubernetes/admin.conf'), adminConf(balancer, notAfter));
  return lazyCoordination({ reach: 'full', files: localFiles({ root }) });
}

test('while the own API server is away, another one behind the balancer knows whose turn it is', async (t) => {
  const { port } = await serveApi(t, answers);
  const coordination = await node(t, port);
  const waiting = (why: string): never => {
    throw new Error(why);
  };
  await assert.rejects(coordination.acquire({ node: 'cp-1', runId: 'run' }, waiting), /cp-2_run holds the lease/);
});

test('where no API server answers at all nothing is agreed on, and it goes ahead', async (t) => {
  const lease = await (await node(t, NOWHERE)).acquire({ node: 'cp-1', runId: 'run' });
  assert.equal(lease.uncoordinated, 'no API server answers');
  assert.equal(lease.lost(), undefined);
});

test('with a credential that has ended nobody is asked, however long a balancer would take to say nothing', async (t) => {
  const silent = createServer(() => undefined).listen(0, '127.0.0.1');
  await once(silent, 'listening');
  t.after(() => silent.close());
  let asked = 0;
  silent.on('connection', () => (asked += 1));
  const { port } = silent.address() as AddressInfo;
  const lease = await (await node(t, port, Date.now() - DAY)).acquire({ node: 'cp-1', runId: 'run' });
  assert.deepEqual([lease.uncoordinated, asked], ['the credential of admin.conf has ended', 0]);
});

const manifest = `apiVersion: v1
kind: Pod
metadata: {name: kube-apiserver, namespace: kube-system}
spec:
  containers:
  - name: kube-apiserver
    image: registry.k8s.io/kube-apiserver:v1.36.3
    command: [kube-apiserver, --secure-port=${String(NOWHERE)}]
    livenessProbe: {httpGet: {host: 127.0.0.1, path: /livez, port: ${String(NOWHERE)}, scheme: HTTPS}}
`;

function adminConf(port: number, notAfter: number): string {
  const { certificatePem, privateKeyPem } = authority.leaf({
    commonName: 'kubernetes-admin',
    extendedKeyUsages: ['clientAuth'],
    notBefore: notAfter - 365 * DAY,
    notAfter,
  });
  const data = (pem: string): string => Buffer.from(pem).toString('base64');
  return `apiVersion: v1
kind: Config
clusters: [{name: lab, cluster: {server: "https://127.0.0.1:${String(port)}", certificate-authority-data: ${data(authority.certificatePem)}}}]
users: [{name: admin, user: {client-certificate-data: ${data(certificatePem)}, client-key-data: ${data(privateKeyPem)}}}]
contexts: [{name: lab, context: {cluster: lab, user: admin}}]
current-context: lab
`;
}
