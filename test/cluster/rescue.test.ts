import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { KUBELET_CLIENT_LINK } from '../../src/core/kubeadm/kubelet-files.ts';
import { bootControlPlanes, type ControlPlanes } from './lab/control-planes.ts';
import { attachedMachine } from './lab/machine.ts';
import type { Machine } from './lab/machine.ts';
import { waitUntil } from './lab/wait-until.ts';
import { perennial } from './perennial.ts';
import { publish } from './results.ts';
import { assertServedAndConsistent } from './served-and-consistent.ts';
import { NEWEST } from './test-control-plane.ts';

// Six minutes, also for what the cluster signs for its kubelets, and no clock is touched: all of them really run out.
const VALIDITY = '6m0s';
const names = ['rs1', 'rs2', 'rs3'];

let cluster: ControlPlanes | undefined;
before(async () => {
  cluster = await bootControlPlanes({
    name: 'rs',
    place: 130,
    version: NEWEST,
    certificateValidityPeriod: VALIDITY,
    encryptionAlgorithm: 'ECDSA-P256',
    cluster: { controllerManager: { extraArgs: [{ name: 'cluster-signing-duration', value: VALIDITY }] } },
  });
});
after(async () => {
  for (const name of [...names, 'rs-lb']) await attachedMachine(name)?.wipe();
});

test('three control planes that were off past the end of all their leaf certificates are alive after one command on each', async () => {
  const { nodes } = up();
  const end = Math.max(...(await Promise.all(nodes.map(lastEnd))));
  for (const node of nodes) await node.powerCut();
  await waitUntil(() => Date.now() > end + 2000 || undefined, {
    what: 'the last certificate running out',
    deadlineMs: 600_000,
    everyMs: 1000,
  });
  for (const node of nodes) await node.boot();
  await assertAllDead(nodes[0]);

  const began = Date.now();
  const runs = [];
  for (const node of nodes) {
    const since = Date.now();
    const { status, stdout, stderr } = await perennial(node, 'rescue', '--yes');
    const seconds = (Date.now() - since) / 1000;
    console.log(`# ${node.name}, ${String(seconds)} s\n${stderr}${stdout}`);
    assert.equal(status, 0, stdout + stderr);
    if (node !== nodes[0]) assertHeardSince(since, stderr);
    runs.push({ node: node.name, seconds, said: stdout.trim().split('\n').at(-1) });
  }
  const allReady = await secondsUntilReady(began);
  publish('rescue', {
    secondsToAllReady: allReady,
    secondsOfCommands: runs.reduce((sum, { seconds }) => sum + seconds, 0),
    runs,
  });
  assert.match(runs[0]?.said ?? '', /perennial rescue/);
  for (const node of nodes) await assertServedAndConsistent(node, 'after the rescue');
});

test('a node that is alive is not rescued', async () => {
  const { status, stderr } = await perennial(up().nodes[0], 'rescue', '--yes');
  assert.equal(status, 4, stderr);
  assert.match(stderr, /nothing is dead/);
});

/** With a quorum the kubelet is proved, too: by a sign that is younger than the outage. */
function assertHeardSince(since: number, said: string): void {
  const [, date, time] = /the API server heard from the kubelet at (\S+) (\S+) UTC/.exec(said) ?? [];
  assert.ok(Date.parse(`${date ?? ''}T${time ?? ''}Z`) > since, said);
}

function up(): ControlPlanes {
  if (cluster === undefined) throw new Error('the control planes are not up');
  return cluster;
}

const leaves = ['apiserver', 'apiserver-kubelet-client', 'apiserver-etcd-client', 'front-proxy-client']
  .concat(['etcd/server', 'etcd/peer', 'etcd/healthcheck-client'])
  .map((name) => `/etc/kubernetes/pki/${name}.crt`);

/** The kubelet's own file counts too. Kubeconfigs are as old as the rest. */
async function lastEnd(machine: Machine): Promise<number> {
  const ends = [...leaves, KUBELET_CLIENT_LINK].map(async (file) => {
    const text = await machine.mustExec(['openssl', 'x509', '-noout', '-enddate', '-in', file]);
    return Date.parse(text.trim().replace('notAfter=', ''));
  });
  return Math.max(...(await Promise.all(ends)));
}

async function assertAllDead(machine: Machine): Promise<void> {
  const files = [...leaves, KUBELET_CLIENT_LINK];
  for (const file of files) {
    const { status } = await machine.exec(['openssl', 'x509', '-noout', '-checkend', '0', '-in', file]);
    assert.equal(status, 1, `${file} has not run out`);
  }
  const health = await machine.exec(['curl', '-s', '-m', '2', 'http://127.0.0.1:10248/healthz']);
  assert.notEqual(health.stdout, 'ok', 'the kubelet runs');
}

/** Ready, and heard from since. */
async function secondsUntilReady(began: number): Promise<number> {
  const { nodes } = up();
  const ready = '{range .items[*]}{.status.conditions[?(@.type=="Ready")].status} {end}';
  await waitUntil(
    async () => {
      const states = await nodes[0].kubectl('get', 'nodes', '-o', `jsonpath=${ready}`);
      const times = await nodes[0].kubectl(
        ...['-n', 'kube-node-lease', 'get', 'leases', '-o', 'jsonpath={.items[*].spec.renewTime}'],
      );
      const heard = times.split(' ').map((time) => Date.parse(time));
      return (states.trim() === 'True True True' && heard.every((at) => at > began)) || undefined;
    },
    { what: 'all nodes being Ready', deadlineMs: 420_000, everyMs: 1000 },
  );
  return (Date.now() - began) / 1000;
}
