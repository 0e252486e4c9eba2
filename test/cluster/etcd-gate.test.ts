import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { beginRun } from './begun-run.ts';
import { containerIds } from './containers.ts';
import { whileOutOfSpace } from './etcd-alarm.ts';
import { whileCutOff } from './faults.ts';
import type { ControlPlane } from './lab/control-plane.ts';
import { bootControlPlanes, type ControlPlanes } from './lab/control-planes.ts';
import { waitUntil } from './lab/wait-until.ts';
import { perennial } from './perennial.ts';
import { assertServedAndConsistent } from './served-and-consistent.ts';
import { NEWEST } from './test-control-plane.ts';

const renewEtcd = ['renew', 'etcd-server', 'etcd-peer', '--yes'];
const manifest = '/etc/kubernetes/manifests/etcd.yaml';
let cluster: ControlPlanes | undefined;

before(async () => {
  cluster = await bootControlPlanes({ name: 'eg', place: 100, version: NEWEST });
});
after(async () => {
  await cluster?.wipe();
});

function nodes(): ControlPlanes['nodes'] {
  return cluster?.nodes ?? assert.fail('the control planes are not up');
}

test('with three members that are well the gate is open: for a renewal, which restarts none, and for a restart', async () => {
  const [first] = nodes();
  const etcd = (await containerIds(first)).get('etcd');
  await assertRuns(first, ...renewEtcd);
  assert.equal((await containerIds(first)).get('etcd'), etcd);
  await assertRuns(first, 'restart', 'etcd', '--yes');
  assert.notEqual((await containerIds(first)).get('etcd'), etcd);
  await assertServedAndConsistent(first, 'after the restart of etcd');
});

test('while one member is down nothing of another one is touched, and the member is named', async () => {
  const [first, , third] = nodes();
  await whileMemberIsDown(third, async () => {
    const unchanged = await stateOf(first);
    const words = /etcd member eg3 does not answer: at 10\.78\.0\.103:2379: connection refused/;
    for (const command of [renewEtcd, ['restart', 'etcd', '--yes']]) await assertRefused(first, command, words);
    await first.mustExec(['mkdir', '-p', '/etc/perennial']);
    await first.mustExec(['sh', '-c', 'echo "thresholds: { renewal: 100% }" > /etc/perennial/config.yaml']);
    const scheduled = await perennial(first, 'run');
    assert.match(scheduled.stdout, /renewal is due, but not done: .*the etcd member eg3 does not answer/);
    assert.equal(scheduled.status, 4, scheduled.stderr);
    await first.mustExec(['rm', '/etc/perennial/config.yaml']);
    assert.deepEqual(await stateOf(first), unchanged);
  });
});

test('the member is back, and the gate is open again', async () => {
  await assertRuns(nodes()[0], ...renewEtcd);
});

test('while an alarm is raised anywhere nothing is touched', async () => {
  const [first, second] = nodes();
  await whileOutOfSpace(second, async () => {
    const unchanged = await stateOf(first);
    await assertRefused(first, renewEtcd, /the alarm NOSPACE is raised by the etcd member eg2/);
    assert.deepEqual(await stateOf(first), unchanged);
  });
  await assertRuns(first, ...renewEtcd);
});

test('a member that goes away while a run makes its files is waited for before a file of etcd is replaced', async () => {
  const [first, , third] = nodes();
  // More than etcd's, so that making them takes a while.
  const apiServers = ['apiserver', 'apiserver-etcd-client', 'apiserver-kubelet-client', 'front-proxy-client'];
  const run = beginRun(first, ...renewEtcd, ...apiServers);
  await run.reached((journal) => journal.length > 0);
  await whileCutOff(first, third.address, 2379, async () => {
    const waits = () => run.said().includes('waiting: etcd may not be changed now: the etcd member eg3') || undefined;
    await waitUntil(waits, { what: 'the run waiting at the gate', deadlineMs: 60_000 });
    assert.deepEqual(
      run.journal().filter(({ step }) => step.startsWith('2.') && step !== '2.1'),
      [],
    );
  });
  const { status } = await run.process.ended;
  assert.equal(status, 0, run.said());
  await assertServedAndConsistent(first, 'after the wait');
});

async function assertRuns(node: ControlPlane, ...command: readonly string[]): Promise<void> {
  const { status, stdout, stderr } = await perennial(node, ...command);
  assert.equal(status, 0, `${stdout}${stderr}`);
}

async function assertRefused(node: ControlPlane, command: readonly string[], words: RegExp): Promise<void> {
  const { status, stderr } = await perennial(node, ...command);
  assert.match(stderr, words);
  assert.match(stderr, /etcd may not be changed now.*\(etcd-unhealthy\)[^]*--despite-etcd/);
  assert.equal(status, 4, stderr);
}

/** Every file of the control plane with its digest, its containers, and the runs there were. */
async function stateOf(node: ControlPlane): Promise<readonly unknown[]> {
  const files = await node.mustExec(['sh', '-c', 'find /etc/kubernetes -type f | sort | xargs sha256sum']);
  return [files, [...(await containerIds(node))].sort(), await node.mustExec(['ls', '/var/lib/perennial/runs'])];
}

/** Its manifest is elsewhere, so the kubelet stops it and starts no other. */
async function whileMemberIsDown(node: ControlPlane, work: () => Promise<void>): Promise<void> {
  await node.mustExec(['mv', manifest, '/root/etcd.yaml']);
  try {
    await waitUntil(async () => !(await containerIds(node)).has('etcd') || undefined, {
      what: `etcd of ${node.name} being away`,
      deadlineMs: 90_000,
    });
    await work();
  } finally {
    await node.mustExec(['mv', '/root/etcd.yaml', manifest]);
    await node.ready();
  }
}
