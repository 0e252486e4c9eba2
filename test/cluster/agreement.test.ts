import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Machine } from './lab/machine.ts';
import { waitUntil } from './lab/wait-until.ts';
import { fileSerial } from './openssl.ts';
import { perennial, perennialJson } from './perennial.ts';
import { publish } from './results.ts';
import { testControlPlane } from './test-control-plane.ts';

const controlPlane = testControlPlane({ name: 'agreement', address: '10.78.0.31' });

/** As far as this test reads it. */
interface Report {
  readonly endpoints: readonly ReportedEndpoint[];
}

interface ReportedEndpoint {
  readonly host: string;
  readonly port: number;
  readonly serverName?: string;
  readonly serial?: string;
}

const states = [
  { state: 'as kubeadm init made it', arrange: async () => undefined },
  { state: 'after kubeadm renewed some of it', arrange: renewedInPart },
] as const;

const compared = { json: 0, text: 0, endpoints: 0 };

for (const { state, arrange } of states) {
  test(`-o kubeadm-json is what kubeadm prints as JSON, apart from the seconds that passed: ${state}`, async () => {
    const machine = controlPlane();
    await arrange(machine);
    const theirs = await machine.mustExec(['kubeadm', 'certs', 'check-expiration', '-o', 'json']);
    const ours = await printed(machine, 'kubeadm-json');
    assert.equal(withoutSeconds(ours), withoutSeconds(theirs));
    secondsIn(ours).forEach((seconds, index) => {
      const passed = (secondsIn(theirs)[index] ?? Number.NaN) - seconds;
      assert.ok(passed >= 0 && passed < 120, `${String(passed)} s passed between both`);
    });
    compared.json += 1;
  });

  test(`-o kubeadm is what kubeadm prints, byte for byte: ${state}`, async () => {
    const machine = controlPlane();
    const theirs = await machine.mustExec(['kubeadm', 'certs', 'check-expiration']);
    assert.equal(await printed(machine, 'kubeadm'), theirs);
    compared.text += 1;
  });

  test(`every certificate reported as served is the one openssl is shown: ${state}`, async () => {
    const machine = controlPlane();
    const { endpoints } = await perennialJson<Report>(machine, 'check');
    const ports = new Set(endpoints.map(({ port }) => port));
    assert.deepEqual([...ports].toSorted(), [10250, 10257, 10259, 2379, 2380, 6443]);
    for (const endpoint of endpoints) {
      const { host, port, serial, serverName = '' } = endpoint;
      assert.equal(serial, await presentedSerial(machine, endpoint), `${host}:${String(port)} ${serverName}`);
    }
    compared.endpoints += endpoints.length;
  });
}

test('what was compared', () => {
  assert.deepEqual({ json: compared.json, text: compared.text }, { json: 2, text: 2 });
  publish('agreement', { ...compared });
});

async function printed(machine: Machine, format: string): Promise<string> {
  const { status, stdout, stderr } = await perennial(machine, 'check', '-o', format);
  assert.equal(status, 0, stderr);
  return stdout;
}

async function renewedInPart(machine: Machine): Promise<void> {
  const pki = '/etc/kubernetes/pki';
  const renewed = [
    { name: 'apiserver', path: `${pki}/apiserver.crt`, port: 6443 },
    { name: 'etcd-server', path: `${pki}/etcd/server.crt`, port: 2379 },
  ];
  for (const { name, path, port } of renewed) {
    const before = await fileSerial(machine, path);
    await machine.mustExec(['kubeadm', 'certs', 'renew', name]);
    const serial = await fileSerial(machine, path);
    assert.notEqual(serial, before);
    const served = () => presentedSerial(machine, { host: machine.address, port });
    const what = `port ${String(port)} serving the ${name} that kubeadm made`;
    await waitUntil(async () => (await served()) === serial || undefined, { what, deadlineMs: 75_000, everyMs: 500 });
  }
}

/** Serial of what a port presents, as openssl sees it; etcd's ports are shown a client certificate of etcd's. */
async function presentedSerial(machine: Machine, { host, port, serverName }: ReportedEndpoint): Promise<string> {
  const client = '/etc/kubernetes/pki/etcd/healthcheck-client';
  const options = [
    `-connect ${host}:${String(port)}`,
    serverName === undefined ? '-noservername' : `-servername ${serverName}`,
    ...(port === 2379 || port === 2380 ? [`-cert ${client}.crt -key ${client}.key`] : []),
  ];
  const handshake = `openssl s_client ${options.join(' ')} </dev/null 2>/dev/null`;
  const output = await machine.mustExec(['sh', '-c', `${handshake} | openssl x509 -noout -serial`]);
  return output.trim().replace(/^serial=0*/, '');
}

function withoutSeconds(json: string): string {
  return json.replaceAll(/"residualTime": -?\d+/g, '"residualTime": 0');
}

function secondsIn(json: string): readonly number[] {
  return [...json.matchAll(/"residualTime": (-?\d+)/g)].map(([, seconds]) => Number(seconds));
}
