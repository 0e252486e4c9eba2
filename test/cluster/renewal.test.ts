import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { containerIds } from './containers.ts';
import { startLoad } from './lab/load.ts';
import { runManualJob } from './lab/manual-job.ts';
import { fileSerial, servedSerial } from './openssl.ts';
import { perennial, perennialJson } from './perennial.ts';
import { publish } from './results.ts';
import { testControlPlane } from './test-control-plane.ts';

/** Its Node has another name than the machine (`kubeadm init --node-name`): proofs ask for the one, leaders go by the other. */
const NODE = 'cp-of-renewal';
const controlPlane = testControlPlane({ name: 'renewal', nodeName: NODE, address: '10.78.0.21' });

const servedFiles = [
  { port: 6443, path: '/etc/kubernetes/pki/apiserver.crt' },
  { port: 2379, path: '/etc/kubernetes/pki/etcd/server.crt' },
  { port: 2380, path: '/etc/kubernetes/pki/etcd/peer.crt' },
];

test('renewing everything under 100 new connections a second fails no request and cuts no watch', async () => {
  const machine = controlPlane();
  const control = await underLoad(() => setTimeout(10_000));
  const before = await containerIds(machine);
  const began = Date.now();
  let ended = began;
  const load = await underLoad(async () => {
    const { status, stdout, stderr } = await perennial(machine, 'renew', '--all', '--yes');
    ended = Date.now();
    assert.equal(status, 0, `${stdout}\n${stderr}`);
    assert.doesNotMatch(stdout + stderr, /it alone is restarted/);
  });
  const after = await containerIds(machine);
  publish('renewal-under-load', { seconds: (ended - began) / 1000, control, load });
  assert.equal(load.newConnections.failed, 0);
  assert.equal(load.keptConnection.failed, 0);
  assert.deepEqual(load.watch.cuts, []);
  for (const component of ['kube-apiserver', 'etcd'])
    assert.equal(after.get(component), before.get(component), component);
  for (const component of ['kube-controller-manager', 'kube-scheduler'])
    assert.notEqual(after.get(component), before.get(component), component);
});

test('every port serves the certificate that is on disk afterwards, as openssl sees it', async () => {
  const machine = controlPlane();
  for (const { port, path } of servedFiles) {
    assert.equal(await servedSerial(machine, machine.address, port), await fileSerial(machine, path), `port ${port}`);
  }
});

test('the API server reaches the kubelet with its new client certificate', async () => {
  const logs = await controlPlane().kubectl('-n', 'kube-system', 'logs', `kube-scheduler-${NODE}`, '--tail', '1');
  assert.notEqual(logs.trim(), '');
});

test('check finds nothing that has to be mended', async () => {
  const report = await perennialJson<{ status: string }>(controlPlane(), 'check');
  assert.equal(report.status, 'ok');
});

test('the manual job on the same cluster, for comparison', async () => {
  const machine = controlPlane();
  const began = Date.now();
  let job: unknown;
  const load = await underLoad(async () => {
    job = await runManualJob(machine);
    await machine.ready();
  });
  publish('manual-job-under-load', { seconds: (Date.now() - began) / 1000, job, load });
  assert.ok(
    load.newConnections.failed > 0,
    'the baseline is known to lose requests; a load that sees none sees nothing',
  );
});

async function underLoad(work: () => Promise<void>) {
  const load = await startLoad(controlPlane(), { newConnectionsPerSecond: 100 });
  await work();
  return await load.stop();
}
