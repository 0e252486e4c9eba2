import assert from 'node:assert/strict';
import { leaseTimes } from '../../src/core/coordination/times.ts';
import { SECOND } from '../../src/core/instant.ts';
import { beginRun } from './begun-run.ts';
import { whileUnreachable } from './faults.ts';
import type { ControlPlane } from './lab/control-plane.ts';
import { waitUntil } from './lab/wait-until.ts';
import { endOf, renewal, type Scene, testStrikes } from './strikes/scene.ts';
import { perennial } from './perennial.ts';

// What happens to the cluster around the node that is renewed.
testStrikes('cluster', { name: 'cls', place: 84 }, [
  {
    name: 'the lease is deleted by hand',
    times: 4,
    happens: (scene) => leaseEdited(scene, ['delete', 'lease', 'perennial-renew']),
  },
  {
    name: 'the lease is released by hand',
    times: 10,
    happens: (scene) => leaseEdited(scene, patched({ holderIdentity: '' })),
  },
  {
    name: 'the lease is given no duration by hand',
    times: 10,
    happens: (scene) => leaseEdited(scene, patched({ leaseDurationSeconds: 1 })),
  },
  {
    name: 'the lease is deleted by hand, and the holder sees it',
    times: 3,
    happens: async (scene) => {
      const end = await leaseEditedForLong(scene, ['delete', 'lease', 'perennial-renew']);
      assert.match(end, /status 0/);
      return end;
    },
  },
  {
    name: 'the lease is given to somebody by hand, and the holder sees it',
    times: 3,
    happens: async (scene) => {
      const end = await leaseEditedForLong(scene, patched({ holderIdentity: 'somebody' }));
      assert.match(end, /status 5/);
      await scene.others[0].kubectl('-n', 'kube-system', ...patched({ holderIdentity: '' }));
      return end;
    },
  },
  {
    name: 'the API server of the holder is killed',
    times: 10,
    happens: async ({ node, begunRenewal }) => {
      const run = await begunRenewal();
      await node.exec(['pkill', '-KILL', '-x', 'kube-apiserver']);
      return await endOf(run);
    },
  },
  {
    name: 'an etcd member hangs before',
    times: 8,
    happens: ({ node, others: [other] }) => whileHanging(other, () => toItsEnd(node)),
  },
  {
    name: 'an etcd member begins to hang',
    times: 8,
    happens: async ({ others: [other], begunRenewal }) => {
      const run = await begunRenewal();
      return await whileHanging(other, () => endOf(run));
    },
  },
  {
    name: 'an etcd member is down before',
    times: 3,
    happens: ({ node, others: [other] }) => withoutEtcd(other, () => toItsEnd(node)),
  },
  {
    name: 'an etcd member goes down',
    times: 3,
    happens: async ({ others: [other], begunRenewal }) => {
      const run = await begunRenewal();
      return await withoutEtcd(other, () => endOf(run));
    },
  },
  {
    name: 'another node is removed from the cluster',
    times: 4,
    happens: async ({ node, others: [other], begunRenewal }) => {
      const run = await begunRenewal();
      await node.kubectl('delete', 'node', other.name);
      const end = await endOf(run);
      await joinedAgain(node, other);
      return end;
    },
  },
]);

const patched = (spec: object): readonly string[] => [
  'patch',
  'lease',
  'perennial-renew',
  '--type=merge',
  '-p',
  JSON.stringify({ spec }),
];

async function leaseEdited({ others: [other], begunRenewal }: Scene, edit: readonly string[]): Promise<string> {
  const run = await begunRenewal();
  await other.kubectl('-n', 'kube-system', ...edit);
  return await endOf(run);
}

/** For longer than a heartbeat of the holder, which waits for its scheduler meanwhile; one stage is still to come. */
async function leaseEditedForLong({ node, others: [other] }: Scene, edit: readonly string[]): Promise<string> {
  let end = '';
  await whileUnreachable(node, 10259, async (makeReachable) => {
    const run = beginRun(node, ...renewal);
    await run.reached((journal) => journal.some(({ event, step }) => event === 'started' && step.startsWith('4.')));
    await other.kubectl('-n', 'kube-system', ...edit);
    const seenAt = Date.now() + leaseTimes.heartbeat + SECOND;
    const isSeen = () => Date.now() > seenAt || undefined;
    await waitUntil(isSeen, { what: 'a heartbeat', deadlineMs: leaseTimes.duration });
    await makeReachable();
    end = await endOf(run);
  });
  return end;
}

async function toItsEnd(node: ControlPlane): Promise<string> {
  const { status, stderr } = await perennial(node, ...renewal);
  return `status ${String(status)}: ${stderr.trim().split('\n').at(-1) ?? ''}`;
}

/** Neither answers nor closes its connections. */
async function whileHanging(machine: ControlPlane, work: () => Promise<string>): Promise<string> {
  await machine.mustExec(['pkill', '-STOP', '-x', 'etcd']);
  try {
    return await work();
  } finally {
    await machine.mustExec(['pkill', '-CONT', '-x', 'etcd']);
    await machine.ready();
  }
}

/** Its static pod goes, and comes back. */
async function withoutEtcd(machine: ControlPlane, work: () => Promise<string>): Promise<string> {
  const [manifest, aside] = ['/etc/kubernetes/manifests/etcd.yaml', '/etc/kubernetes/etcd.yaml'];
  await machine.mustExec(['mv', manifest, aside]);
  const isGone = async () => (await machine.exec(['pgrep', '-x', 'etcd'])).status !== 0 || undefined;
  await waitUntil(isGone, { what: `end of etcd on ${machine.name}`, deadlineMs: 120_000 });
  try {
    return await work();
  } finally {
    await machine.mustExec(['mv', aside, manifest]);
    await machine.ready();
  }
}

/** A kubelet registers its node only when it starts; the role is kubeadm's doing. */
async function joinedAgain(node: ControlPlane, other: ControlPlane): Promise<void> {
  await other.mustExec(['systemctl', 'restart', 'kubelet']);
  const label = ['label', '--overwrite', 'node', other.name, 'node-role.kubernetes.io/control-plane='];
  const labelled = () => node.kubectl(...label);
  await waitUntil(labelled, { what: `node ${other.name} being registered`, deadlineMs: 120_000, everyMs: 500 });
}
