import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { KUBELET_CLIENT_LINK } from '../../src/core/kubeadm/kubelet-files.ts';
import { embedExpired, expireRotating } from './doctored-kubelet.ts';
import { waitUntil } from './lab/wait-until.ts';
import { perennial } from './perennial.ts';
import { assertServedAndConsistent } from './served-and-consistent.ts';
import { testControlPlane } from './test-control-plane.ts';

const controlPlane = testControlPlane({ name: 'rs-one', address: '10.78.0.130', encryptionAlgorithm: 'ECDSA-P256' });
const CONF = '/etc/kubernetes/kubelet.conf';

test('a kubelet whose rotating certificate ran out gets another one, and nothing else is touched', async () => {
  const machine = controlPlane();
  const conf = await readFile(machine.path(CONF), 'utf8');
  await expireRotating(machine);
  await restartedInVain();
  const { status, stdout, stderr } = await perennial(machine, 'renew', '--yes', '-v');
  assert.equal(status, 0, stdout + stderr);
  assert.match(stdout, /the API server heard from the kubelet/);
  await assertReadyAndRotating();
  assert.equal(await readFile(machine.path(CONF), 'utf8'), conf);
  const again = await perennial(machine, 'renew', '--yes');
  assert.match(again.stdout, /nothing to do/);
});

test('a kubelet.conf that carries an expired certificate is repaired to name the file that the kubelet renews', async () => {
  const machine = controlPlane();
  const conf = await readFile(machine.path(CONF), 'utf8');
  await embedExpired(machine);
  await restartedInVain();
  const { status, stdout, stderr } = await perennial(machine, 'renew', '--yes', '-v');
  assert.equal(status, 0, stdout + stderr);
  await assertReadyAndRotating();
  assert.equal(await readFile(machine.path(CONF), 'utf8'), conf);
});

async function restartedInVain(): Promise<void> {
  await controlPlane().exec(['systemctl', 'restart', 'kubelet']);
  await waitUntil(async () => ((await isActive()) ? undefined : true), {
    what: 'the kubelet giving up',
    deadlineMs: 60_000,
    everyMs: 500,
  });
}

async function isActive(): Promise<boolean> {
  const { stdout } = await controlPlane().exec(['curl', '-s', '-m', '2', 'http://127.0.0.1:10248/healthz']);
  return stdout === 'ok';
}

async function assertReadyAndRotating(): Promise<void> {
  const machine = controlPlane();
  await assertServedAndConsistent(machine, 'after the repair');
  const target = (await machine.mustExec(['readlink', KUBELET_CLIENT_LINK])).trim();
  assert.match(target, /^\/var\/lib\/kubelet\/pki\/kubelet-client-\d{4}(-\d\d){5}\.pem$/);
  assert.equal((await machine.mustExec(['stat', '-c', '%a %U', target])).trim(), '600 root');
  await waitUntil(async () => (await nodeStatus()) === 'True' || undefined, {
    what: 'the node being Ready',
    deadlineMs: 60_000,
    everyMs: 1000,
  });
}

const nodeStatus = (): Promise<string> =>
  controlPlane().kubectl(
    ...['get', 'nodes', '-o', 'jsonpath={.items[0].status.conditions[?(@.type=="Ready")].status}'],
  );
