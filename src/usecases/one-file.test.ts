import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertConsistent, serials } from '../../test/crash/consistent.ts';
import { wished } from '../../test/crash/lives.ts';
import { controlPlane } from '../../test/crash/node.ts';
import type { MemoryNode } from '../adapters/memory/memory-node.ts';
import { renew } from './renew.ts';
import { rollback } from './rollback.ts';
import { updateKubeconfigs } from './update-kubeconfigs.ts';

const PKI = '/etc/kubernetes/pki';
const ETCD = '/etc/kubernetes/manifests/etcd.yaml';

const linked = (path: string, target: string) => (node: MemoryNode) =>
  void node.machine.tree.set(path, { kind: 'link', target, changedAt: 0 });

const flagged = (old: string, other: string) => (node: MemoryNode) =>
  node.write(ETCD, textOf(node).replaceAll(old, other));

function textOf({ machine }: MemoryNode): string {
  const entry = machine.tree.get(ETCD);
  assert.ok(entry?.kind === 'file');
  return entry.bytes.toString('utf8');
}

const oneFile: readonly {
  readonly about: string;
  readonly make: (node: MemoryNode) => void;
  readonly leftAlone?: string;
}[] = [
  {
    about: 'super-admin.conf is a link to admin.conf',
    make: linked('/etc/kubernetes/super-admin.conf', '/etc/kubernetes/admin.conf'),
    leftAlone: 'super-admin.conf',
  },
  {
    about: 'etcd has one pair for clients and peers',
    make: flagged(`${PKI}/etcd/peer.`, `${PKI}/etcd/server.`),
    leftAlone: 'etcd-server',
  },
  { about: 'a copy is a link to admin.conf', make: linked('/root/.kube/config', '/etc/kubernetes/admin.conf') },
  {
    about: 'a copy is a link to super-admin.conf',
    make: linked('/root/.kube/config', '/etc/kubernetes/super-admin.conf'),
  },
];

for (const { about, make, leftAlone } of oneFile) {
  test(`${about}: it is written once, everything is renewed, and it can be undone`, async () => {
    const node = controlPlane({});
    make(node);
    const before = serials(await assertConsistent(node, 'before'));
    const change = await renew({ ...wished, which: { kind: 'all' } }, node.live().world);
    assert.ok(change.kind === 'ran');
    assert.deepEqual(change.report.outcome, { kind: 'complete' });
    const left = change.plan.leftAlone
      .filter(({ why }) => why.startsWith('it is one file with'))
      .map(({ name }) => name);
    assert.deepEqual(left, leftAlone === undefined ? [] : [leftAlone]);
    const after = serials(await assertConsistent(node, 'after'));
    // What the flag named before is in nobody's table any more.
    const ours = Object.entries(after).filter(([name]) => !name.startsWith(PKI));
    for (const [name, serial] of ours) assert.notEqual(serial, before[name], name);
    await rollback(wished, node.live().world);
    assert.deepEqual(serials(await assertConsistent(node, 'undone')), before);
  });
}

test('two certificates with one key file keep the key, for a new one would be a stranger to the other', async () => {
  const node = controlPlane({});
  flagged(`${PKI}/etcd/peer.key`, `${PKI}/etcd/server.key`)(node);
  const change = await renew({ ...wished, which: { kind: 'named', names: ['etcd-server'] } }, node.live().world);
  assert.ok(change.kind === 'ran');
  const issued = change.plan.stages.flatMap(({ steps }) => steps.filter((step) => step.kind === 'issue'));
  assert.deepEqual(
    issued.map(({ request }) => request.key),
    [{ kind: 'reuse', path: `${PKI}/etcd/server.key` }],
  );
});

test("a kubeconfig that is a link to one of kubeadm's files is no copy: it is left alone", async () => {
  const node = controlPlane({});
  linked('/home/x/config', '/etc/kubernetes/super-admin.conf')(node);
  const before = serials(await assertConsistent(node, 'before'));
  const request = { ...wished, files: [{ path: '/home/x/config' }] };
  const change = await updateKubeconfigs(request, node.live().world);
  assert.ok(change.kind === 'nothing-to-do');
  assert.deepEqual(change.leftAlone, [
    { name: '/home/x/config', why: 'it is one file with super-admin.conf, and renewed as that' },
  ]);
  assert.deepEqual(serials(await assertConsistent(node, 'after')), before);
});
