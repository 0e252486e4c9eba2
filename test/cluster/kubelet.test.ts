import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, test } from 'node:test';
import { KUBELET_CLIENT_LINK } from '../../src/core/kubeadm/kubelet-files.ts';
import { workerSteps } from '../../src/core/kubeadm/worker-steps.ts';
import { embedExpired, expireRotating } from './doctored-kubelet.ts';
import { type ControlPlane, importImages } from './lab/control-plane.ts';
import { attachedMachine, bootMachine, type Machine } from './lab/machine.ts';
import { builtToolchain } from './lab/toolchain.ts';
import { waitUntil } from './lab/wait-until.ts';
import { perennial } from './perennial.ts';
import { assertServedAndConsistent } from './served-and-consistent.ts';
import { testControlPlane } from './test-control-plane.ts';

const controlPlane = testControlPlane({ name: 'rs-one', address: '10.78.0.134', encryptionAlgorithm: 'ECDSA-P256' });
const WORKER = 'rs-worker';
after(async () => {
  await attachedMachine(WORKER)?.wipe();
});
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

test('a stopped kubelet is found and started; a node that is alive is not rescued', async () => {
  const machine = controlPlane();
  await machine.mustExec(['systemctl', 'stop', 'kubelet']);
  const { status, stdout, stderr } = await perennial(machine, 'rescue', '--yes');
  assert.equal(status, 0, stdout + stderr);
  assert.match(stdout, /every one of its nodes is ready/);
  const again = await perennial(machine, 'rescue', '--yes');
  assert.equal(again.status, 4, again.stdout + again.stderr);
  assert.match(again.stderr, /nothing is dead/);
});

test('a node whose kubelet died with the certificate in kubelet.conf, and was switched off since, is rescued', async () => {
  const machine = controlPlane();
  await embedExpired(machine);
  await machine.powerCut();
  await machine.boot();
  await machine.mustExec(['systemctl', 'stop', 'containerd']);
  const { status, stdout, stderr } = await perennial(machine, 'rescue', '--yes');
  assert.equal(status, 0, stdout + stderr);
  await assertReadyAndRotating();
});

test('a worker whose kubelet credential ran out is brought back by the commands that rescue prints', async () => {
  const machine = controlPlane();
  const worker = await joinedWorker(machine);
  await expireRotating(worker, machine);
  await worker.exec(['systemctl', 'restart', 'kubelet']);
  await isReadyWithin(worker, 'Unknown');
  await machine.mustExec(['systemctl', 'stop', 'kubelet']);
  const { stdout } = await perennial(machine, 'rescue', '--yes');
  assert.match(stdout, new RegExp(`not ready of the workers: ${worker.name}`));
  const [, invite = '', , clear = ''] = workerSteps().map((line) => line.trim());
  assert.ok(stdout.includes(invite) && stdout.includes(clear), stdout);
  const join = (await machine.mustExec(['sh', '-c', invite])).trim();
  // Preflight would refuse the host's kernel configuration and swap, as everywhere in the lab.
  await worker.mustExec(['sh', '-c', `${clear}; ${join} --ignore-preflight-errors=all`], { timeoutMs: 120_000 });
  await isReadyWithin(worker, 'True');
});

async function joinedWorker(machine: ControlPlane): Promise<Machine> {
  const toolchain = await builtToolchain(machine.version);
  const worker = await bootMachine({ name: WORKER, address: '10.78.0.135', toolchain });
  await importImages(worker, toolchain.folder);
  const join = (await machine.mustExec(['kubeadm', 'token', 'create', '--print-join-command'])).trim();
  const options = ['--ignore-preflight-errors=all', '--cri-socket=unix:///run/containerd/containerd.sock'];
  await worker.mustExec(['sh', '-c', `${join} ${options.join(' ')}`], { timeoutMs: 120_000 });
  await isReadyWithin(worker, 'True');
  return worker;
}

async function isReadyWithin({ name }: Machine, wanted: 'True' | 'Unknown'): Promise<void> {
  const path = 'jsonpath={.status.conditions[?(@.type=="Ready")].status}';
  const ask = async () => (await controlPlane().kubectl('get', 'node', name, '-o', path)) === wanted || undefined;
  await waitUntil(ask, { what: `${name} being Ready: ${wanted}`, deadlineMs: 180_000, everyMs: 1000 });
}

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
