import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { containerIds } from './containers.ts';
import { bootControlPlane, type ControlPlane, type ControlPlaneRequest } from './lab/control-plane.ts';
import { startLoad } from './lab/load.ts';
import { fileSerial, servedSerial } from './openssl.ts';
import { perennial } from './perennial.ts';
import { publish } from './results.ts';
import { checked, serialsIn } from './served-and-consistent.ts';

/** An older and a newer Kubernetes than the other tests', and what kubeadm was asked to make differently. */
const clusters: readonly (ControlPlaneRequest & { readonly what: string; readonly certificatesDir: string })[] = [
  {
    what: 'Kubernetes 1.30 with configuration v1beta3',
    name: 'older',
    address: '10.78.0.61',
    version: '1.30.14',
    certificatesDir: '/etc/kubernetes/pki',
  },
  {
    what: 'Kubernetes 1.37 with certificates elsewhere, P-384 keys and names of its own',
    name: 'newer',
    address: '10.78.0.62',
    version: '1.37.2',
    certificatesDir: '/etc/kubernetes/ssl',
    encryptionAlgorithm: 'ECDSA-P384',
    certSANs: ['api.example.com', '203.0.113.7', '2001:db8::7'],
  },
];

const figures: Record<string, unknown> = {};

for (const { what, ...request } of clusters) {
  test(`${what} is seen as kubeadm sees it, and renewed without a failed request`, async (context) => {
    const machine = await booted(context, request);
    await assertSeenAsByKubeadm(machine, request.certificatesDir);
    const [before, containers] = [serialsIn(await checked(machine)), await containerIds(machine)];
    const load = await startLoad(machine, { newConnectionsPerSecond: 50 });
    const { status, stdout, stderr } = await perennial(machine, 'renew', '--all', '--yes');
    const { newConnections, keptConnection, watch } = await load.stop();
    assert.equal(status, 0, `${stdout}\n${stderr}`);
    figures[request.version] = { newConnections, keptConnection, watch };
    assert.deepEqual([newConnections.failed, keptConnection.failed, watch.cuts], [0, 0, []]);
    await assertRenewed(machine, request.certificatesDir, before);
    const now = await containerIds(machine);
    for (const component of ['kube-apiserver', 'etcd']) assert.equal(now.get(component), containers.get(component));
    await assertSeenAsByKubeadm(machine, request.certificatesDir);
  });
}

test('what came out', () => {
  assert.deepEqual(Object.keys(figures), ['1.30.14', '1.37.2']);
  publish('versions', { versions: figures });
});

async function booted(context: TestContext, request: ControlPlaneRequest): Promise<ControlPlane> {
  const machine = await bootControlPlane(request);
  context.after(machine.wipe);
  return machine;
}

/** Every certificate is another one, every port presents what is on disk, and nothing has to be mended. */
async function assertRenewed(machine: ControlPlane, folder: string, before: Readonly<Record<string, string>>) {
  const report = await checked(machine);
  assert.equal(report.status, 'ok', JSON.stringify(report.findings));
  const after = serialsIn(report);
  assert.equal(Object.keys(after).length, 11);
  for (const [name, serial] of Object.entries(after)) assert.notEqual(serial, before[name], name);
  const served = { 6443: 'apiserver.crt', 2379: 'etcd/server.crt', 2380: 'etcd/peer.crt' };
  for (const [port, file] of Object.entries(served)) {
    const [presented, onDisk] = await Promise.all([
      servedSerial(machine, machine.address, Number(port)),
      fileSerial(machine, `${folder}/${file}`),
    ]);
    assert.equal(presented, onDisk, port);
  }
}

/** kubeadm reads what was written, whoever wrote it, and prints the same of it. */
async function assertSeenAsByKubeadm(machine: ControlPlane, folder: string): Promise<void> {
  // What the cluster's configuration says of the folder is overridden by the default of this option.
  const theirs = await machine.mustExec(['kubeadm', 'certs', 'check-expiration', '--cert-dir', folder]);
  const { stdout } = await perennial(machine, 'check', '-o', 'kubeadm');
  assert.equal(stdout, theirs);
}
