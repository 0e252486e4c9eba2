import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { test } from 'node:test';
import type { ControlPlane } from './lab/control-plane.ts';
import { waitUntil } from './lab/wait-until.ts';
import { fileSerial, servedSerial } from './openssl.ts';
import { executable, perennial, perennialJson } from './perennial.ts';
import { testControlPlane } from './test-control-plane.ts';

// A kubelet that made its serving certificate itself, and one that asks the cluster for it. What is on disk and what the port serves is
// asked of openssl; what became of a request, of kubectl.

const selfMade = testControlPlane({ name: 'svself', address: '10.78.0.141' });

const asking = testControlPlane({ name: 'svasking', address: '10.78.0.142', kubelet: { serverTLSBootstrap: true } });

const installed = '/usr/local/bin/perennial';
const pair = '/var/lib/kubelet/pki/kubelet.crt';

const servedByKubelet = (machine: ControlPlane): Promise<string> => servedSerial(machine, '127.0.0.1', 10250);

/** What runs, by id: a kubelet that starts again leaves it alone. */
async function containers(machine: ControlPlane): Promise<string> {
  return await machine.mustExec(['sh', '-c', 'ctr -n k8s.io tasks list -q | sort']);
}

test('the pair that the kubelet made itself is made again and served, and no container is touched', async () => {
  const machine = selfMade();
  const [before, running] = [await fileSerial(machine, pair), await containers(machine)];
  assert.equal(await servedByKubelet(machine), before);
  const { status, stdout, stderr } = await perennial(machine, 'renew', 'kubelet-server', '--yes');
  assert.equal(status, 0, stderr + stdout);
  console.log(stdout.replace(/^/gm, '# '));
  const after = await fileSerial(machine, pair);
  assert.notEqual(after, before);
  assert.equal(await servedByKubelet(machine), after);
  assert.equal(await containers(machine), running);
  assert.equal(await machine.kubectl('get', '--raw', '/api/v1/nodes/svself/proxy/healthz'), 'ok');
  assert.equal((await machine.mustExec(['stat', '-c', '%a', pair, pair.replace('.crt', '.key')])).trim(), '644\n600');
});

test('it can be rolled back: the old pair is there and served', async () => {
  const machine = selfMade();
  const before = await fileSerial(machine, pair);
  const { status, stderr } = await perennial(machine, 'rollback', '--yes');
  assert.equal(status, 0, stderr);
  const after = await fileSerial(machine, pair);
  assert.notEqual(after, before);
  assert.equal(await servedByKubelet(machine), after);
});

test('the timer makes it again when it is due, from within its hardened service, and the history knows that it was perennial', async () => {
  const machine = selfMade();
  const config = 'certificates: { kubelet-server: { renewal: 100% } }\n';
  await machine.mustExec(['sh', '-c', 'mkdir -p /etc/perennial; cat > /etc/perennial/config.yaml'], { input: config });
  const before = await fileSerial(machine, pair);
  await machine.mustExec(['install', '-m', '755', executable, installed]);
  await machine.mustExec([installed, 'schedule', 'install']);
  const { status } = await machine.exec(['systemctl', 'start', 'perennial.service'], { timeoutMs: 120_000 });
  const said = await machine.mustExec(['journalctl', '-u', 'perennial.service', '-o', 'cat', '--no-pager']);
  assert.equal(status, 0, said);
  const after = await fileSerial(machine, pair);
  assert.notEqual(after, before, said);
  assert.equal(await servedByKubelet(machine), after);
  await machine.mustExec(['rm', '/etc/perennial/config.yaml']);
  await machine.mustExec([installed, 'schedule', 'remove']);
  await perennial(machine, 'check');
  assert.match((await perennial(machine, 'history')).stdout, /perennial \(\S+-renew\) +kubelet-server\n/);
});

test('killed when both files are gone, and the power cut: the kubelet boots with another pair, and the run is finished', async () => {
  const machine = selfMade();
  const before = await fileSerial(machine, pair);
  const killing = '#!/bin/sh\ncase "$1" in restart) kill -9 $PPID;; *) exec /usr/bin/systemctl "$@";; esac\n';
  await machine.mustExec(
    ['sh', '-c', 'mkdir /root/killing; cat > /root/killing/systemctl; chmod +x /root/killing/systemctl'],
    {
      input: killing,
    },
  );
  const command = `PATH=/root/killing:$PATH ${executable} renew kubelet-server --yes`;
  assert.notEqual((await machine.exec(['sh', '-c', command])).status, 0);
  assert.equal((await machine.exec(['ls', pair])).status, 2, 'the kill came too early or too late');
  await machine.powerCut();
  await machine.boot();
  await machine.ready();
  assert.notEqual(await fileSerial(machine, pair), before);
  const { status, stdout, stderr } = await perennial(machine, 'resume', '--yes');
  assert.equal(status, 0, stdout + stderr);
  assert.equal(await servedByKubelet(machine), await fileSerial(machine, pair));
  assert.match((await perennial(machine, 'status')).stdout, /no run is unfinished/);
});

interface Answered {
  readonly requests: readonly {
    readonly name: string;
    readonly kind: string;
    readonly why?: string;
    readonly isAnswered: boolean;
  }[];
}

interface Report {
  readonly findings: readonly { readonly code: string; readonly message: string }[];
}

const pendingOf = async (machine: ControlPlane): Promise<string | undefined> =>
  (await perennialJson<Report>(machine, 'check')).findings.find(({ code }) => code === 'kubelet-serving-pending')
    ?.message;

/** Sends a request that openssl made, as this kubeconfig's user. */
async function ask(
  machine: ControlPlane,
  name: string,
  { names, as }: { readonly names: string; readonly as: string },
) {
  const subject = '/O=system:nodes/CN=system:node:svasking';
  const openssl = `openssl req -new -newkey rsa:2048 -nodes -keyout /dev/null -subj ${subject} -addext subjectAltName=${names}`;
  const pem = await machine.mustExec(['sh', '-c', `${openssl} 2>/dev/null | base64 -w0`]);
  const object = {
    apiVersion: 'certificates.k8s.io/v1',
    kind: 'CertificateSigningRequest',
    metadata: { name },
    spec: {
      request: pem,
      signerName: 'kubernetes.io/kubelet-serving',
      usages: ['digital signature', 'key encipherment', 'server auth'],
    },
  };
  const create = ['kubectl', '--kubeconfig', `/etc/kubernetes/${as}`, 'create', '-f', '-'];
  await machine.mustExec(create, { input: JSON.stringify(object) });
}

const stateOf = async (machine: ControlPlane, name: string): Promise<string> =>
  await machine.kubectl(
    'get',
    'csr',
    name,
    '-o',
    'jsonpath={.status.conditions[0].type}: {.status.conditions[0].message}',
  );

test('requests of kubelets are a finding, and a dry run answers none of them', async () => {
  const machine = asking();
  const asked = await waitUntil(() => pendingOf(machine), { what: 'a request', deadlineMs: 60_000, everyMs: 1000 });
  assert.match(asked, /for serving certificates of kubelets waits? for an answer \(svasking\)/);
  const { requests } = await perennialJson<Answered>(machine, 'approve-csrs', '--dry-run');
  assert.ok(requests.length > 0 && requests.every(({ isAnswered }) => !isAnswered));
  assert.notEqual(await pendingOf(machine), undefined);
});

test("the kubelet's own request is approved and served; those of others, and for other names, are denied with the reason", async () => {
  const machine = asking();
  await ask(machine, 'of-an-admin', { names: 'DNS:svasking', as: 'admin.conf' });
  await ask(machine, 'too-much', { names: 'DNS:svasking,DNS:kubernetes.default.svc', as: 'kubelet.conf' });
  const { stdout } = await perennial(machine, 'approve-csrs');
  console.log(stdout.replace(/^/gm, '# '));
  assert.equal(await stateOf(machine, 'of-an-admin'), 'Denied: kubernetes-admin is no kubelet');
  assert.equal(await stateOf(machine, 'too-much'), 'Denied: kubernetes.default.svc is no address of svasking');
  const reachable = async () =>
    (await machine.exec(['sh', '-c', verified])).stdout.includes('Verify return code: 0 (ok)') || undefined;
  const verified =
    'openssl s_client -connect 10.78.0.142:10250 -CAfile /etc/kubernetes/pki/ca.crt -verify_ip 10.78.0.142 </dev/null';
  await waitUntil(reachable, { what: 'a port that serves what the cluster signed', deadlineMs: 90_000, everyMs: 1000 });
  assert.equal(await machine.kubectl('get', '--raw', '/api/v1/nodes/svasking/proxy/healthz'), 'ok');
  assert.equal(await pendingOf(machine), undefined);
});

test('a schedule answers where the configuration says so, and nowhere else', async () => {
  const machine = asking();
  await ask(machine, 'good', { names: 'DNS:svasking,IP:10.78.0.142', as: 'kubelet.conf' });
  await perennial(machine, 'run');
  assert.equal(await stateOf(machine, 'good'), ': ');
  await writeFile(machine.path('/root/approving.yaml'), 'approveKubeletServing: true\n');
  const ran = await perennial(machine, 'run', '--config', '/root/approving.yaml', '--quiet-when-idle');
  assert.match(ran.stdout, /^good \(system:node:svasking\): approved$/m);
  assert.equal(await stateOf(machine, 'good'), 'Approved: its names are addresses of its node');
  const signed = async () =>
    (await machine.kubectl('get', 'csr', 'good', '-o', 'jsonpath={.status.certificate}')) || undefined;
  await waitUntil(signed, { what: 'a signed certificate', deadlineMs: 30_000, everyMs: 500 });
});
