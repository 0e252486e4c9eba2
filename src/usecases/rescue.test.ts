import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertConsistent } from '../../test/crash/consistent.ts';
import { dyings } from '../../test/crash/kubelet.ts';
import { wished } from '../../test/crash/lives.ts';
import { controlPlane } from '../../test/crash/node.ts';
import type { OtherEtcd } from '../adapters/memory/machine.ts';
import type { MemoryNode } from '../adapters/memory/memory-node.ts';
import { DAY, MINUTE } from '../core/instant.ts';
import type { Reach } from '../core/inventory.ts';
import type { HealthCheck } from '../core/plan/plan.ts';
import { defaultPolicy } from '../core/policy.ts';
import { madeAuthority } from '../sandbox/pki.ts';
import { renew } from './renew.ts';
import { rescue } from './rescue.ts';

const request = { ...wished, policy: defaultPolicy };
const alive = controlPlane();

const rescued = (node: MemoryNode, reach: Reach = 'full') => rescue(request, node.live({ reach }).world);

/** Switched off past the end of everything, and on again: systemd starts what it can, and the kubelet ends at once. */
function worstDay(): MemoryNode {
  const node = controlPlane({ workers: { 'worker-1': false, 'worker-2': true } });
  node.pass(30 * DAY);
  dyings['ran out'](node);
  node.machine.processes.clear();
  node.machine.units.delete('kubelet');
  return node;
}

test('a node on which everything ran out is alive again, and workers that are not are named', async () => {
  const node = worstDay();
  const report = await rescued(node);
  assert.ok(report.kind === 'alive' && report.unknown === undefined, JSON.stringify(report));
  assert.deepEqual(
    report.away.map(({ name }) => name),
    ['worker-1'],
  );
  await assertConsistent(node, 'after the rescue');
});

/** As kubeadm writes it down. */
const asks = (node: MemoryNode, socket: string): void =>
  node.write(
    '/var/lib/kubelet/kubeadm-flags.env',
    `KUBELET_KUBEADM_ARGS="--container-runtime-endpoint=unix://${socket}"\n`,
  );

test('without a runtime too: it is started before the kubelet', async () => {
  const node = worstDay();
  asks(node, '/var/run/containerd/containerd.sock');
  node.machine.runtimeAnswers = false;
  node.machine.units.delete('containerd');
  assert.equal((await rescued(node)).kind, 'alive');
  const started = ['containerd', 'kubelet'].map((unit) => node.machine.units.get(unit as 'kubelet') ?? 0);
  assert.ok((started[0] ?? 0) > 0 && (started[0] ?? 0) < (started[1] ?? 0));
});

test('a containerd that the kubelet does not ask is neither dead nor started', async () => {
  const node = alive.copy();
  asks(node, '/var/run/crio/crio.sock');
  node.machine.units.delete('containerd');
  await assert.rejects(rescued(node), { code: 'nothing-dead' });
  node.machine.units.delete('kubelet');
  assert.equal((await rescued(node)).kind, 'alive');
  assert.ok(!node.machine.units.has('containerd'));
});

test('where etcd waits for its other members it ends there, with everything in place', async () => {
  const node = worstDay();
  node.behave('etcd', { lacksQuorum: true });
  const report = await rescued(node);
  assert.equal(report.kind, 'elsewhere');
  assert.ok(report.kind === 'elsewhere' && report.change.kind === 'ran');
  assert.deepEqual(report.others, []);
  node.behave('etcd', {});
  await assertConsistent(node, 'once the others are back');
});

const nospace: OtherEtcd = { members: [], alarms: [{ member: '1', alarm: 'NOSPACE' }] };

test('an alarm of etcd is nothing that its other members could mend: it is said, and what lies in place stays', async () => {
  const node = worstDay();
  node.machine.etcd = nospace;
  await assert.rejects(rescued(node), { code: 'not-proved', message: /ALARM NOSPACE/, hint: /etcdctl alarm disarm/ });
  await assertConsistent(node, 'with an alarm');
});

test('an alarm does not hide that etcd waits for its other members', async () => {
  const node = worstDay();
  node.machine.etcd = nospace;
  node.behave('etcd', { lacksQuorum: true });
  assert.equal((await rescued(node)).kind, 'elsewhere');
});

test('an etcd that is not well for another reason does not wait for other members', async () => {
  const node = worstDay();
  const { world } = node.live();
  const detail = 'status 503: {"health":"false","reason":"QGET ERROR: context deadline exceeded"}';
  const health = async (check: HealthCheck) =>
    /^\/health(\?|$)/.test(check.path) ? { ok: false, detail } : await world.endpoints.health(check);
  await assert.rejects(rescue(request, { ...world, endpoints: { ...world.endpoints, health } }), {
    code: 'not-proved',
    message: /etcd is not well: .*QGET ERROR/,
  });
});

test('a kubelet of which only a sign from before the outage is known is not proved', async () => {
  const node = worstDay();
  const before = node.machine.now - DAY;
  const { world } = node.live();
  const report = await rescue(request, { ...world, api: { ...world.api, heardFrom: async () => before } });
  assert.ok(report.kind === 'ended' && report.change.kind === 'ran', JSON.stringify(report));
  const { outcome } = report.change.report;
  assert.match(outcome.kind === 'stopped' ? outcome.reason : '', /has not heard from the kubelet of cp-1 since 2030-/);
});

test('what it found comes in the order in which one thing needs the other', async () => {
  const node = worstDay();
  asks(node, '/run/containerd/containerd.sock');
  node.machine.units.delete('containerd');
  const report = await rescue({ ...request, consent: async () => false }, node.live().world);
  assert.ok(report.kind === 'ended' && report.change.kind === 'planned');
  const { intent } = report.change.plan;
  const dead = intent.kind === 'rescue' ? intent.dead.join('\n') : '';
  assert.match(
    dead,
    /apiserver.*ended on[^]*credential of the kubelet[^]*containerd.*[^]*kubelet\.service[^]*no container runs/,
  );
});

test('a kubelet that waits to start a container again is started anew, and forgets that', async () => {
  const node = alive.copy();
  await renew({ ...wished, which: { kind: 'all' } }, node.live().world);
  const since = node.machine.units.get('kubelet') ?? 0;
  node.machine.processes.delete('kube-scheduler');
  node.machine.nextStart.set('kube-scheduler', node.machine.now + 5 * MINUTE);
  const report = await rescue({ ...request, policy: { ...defaultPolicy, onFailure: 'stop' } }, node.live().world);
  assert.notEqual(report.kind, 'elsewhere');
  assert.ok((node.machine.units.get('kubelet') ?? 0) > since);
});

test('a component that cannot run yet is not waited for in the first half', async () => {
  const node = alive.copy();
  node.machine.units.delete('kubelet');
  node.behave('etcd', { lacksQuorum: true });
  node.behave('kube-controller-manager', { comesBack: false });
  const report = await rescued(node);
  assert.ok(report.kind === 'elsewhere' && report.change.kind === 'ran');
  assert.ok(!node.machine.processes.has('kube-controller-manager'));
  const [proof] = report.change.report.certificates.filter(({ name }) => name === 'controller-manager.conf');
  assert.ok(proof !== undefined && proof.proof === undefined, JSON.stringify(proof));
});

test('a kubelet that was merely stopped is started', async () => {
  const node = alive.copy();
  node.machine.units.delete('kubelet');
  assert.equal((await rescued(node)).kind, 'alive');
  assert.ok(node.machine.units.has('kubelet'));
});

/** A front-proxy-ca that ended, with what it signed. */
function withoutFrontProxy(node: MemoryNode): MemoryNode {
  const times = { notBefore: node.machine.now - 400 * DAY, notAfter: node.machine.now - 35 * DAY };
  const authority = madeAuthority({ commonName: 'front-proxy-ca', ...times });
  const client = authority.leaf({ commonName: 'front-proxy-client', ...times });
  for (const [name, { certificatePem, privateKeyPem }] of Object.entries({ ca: authority, client })) {
    node.write(`/etc/kubernetes/pki/front-proxy-${name}.crt`, certificatePem);
    node.write(`/etc/kubernetes/pki/front-proxy-${name}.key`, privateKeyPem);
  }
  return node;
}

test('a dead front-proxy-ca keeps nothing else down, and no API server is restarted for what it signed', async () => {
  const node = withoutFrontProxy(controlPlane({ aggregatedApi: true }));
  node.machine.units.delete('kubelet');
  const report = await rescued(node);
  assert.ok(report.kind === 'alive' && report.changes[0].kind === 'ran', JSON.stringify(report));
  assert.match(
    report.changes[0].plan.leftAlone.find(({ name }) => name === 'front-proxy-client')?.why ?? '',
    /^the authority front-proxy-ca ended on /,
  );
  const [, proof] = report.changes;
  const components = proof.kind === 'ran' ? proof.report.components : assert.fail();
  assert.ok(components.every(({ component, restarted }) => component !== 'kube-apiserver' || !restarted));
  await assert.rejects(rescued(node), { code: 'authority-expired', message: /front-proxy-ca itself ended/ });
});

const refusals: readonly {
  readonly about: string;
  readonly node: () => MemoryNode;
  readonly code: string;
  readonly says: RegExp;
}[] = [
  { about: 'nothing is dead', node: () => alive.copy(), code: 'nothing-dead', says: /nothing is dead/ },
  {
    about: 'an authority is dead',
    node: () => {
      const node = worstDay();
      node.pass(4000 * DAY);
      return node;
    },
    code: 'authority-expired',
    says: /the authority ca itself ended/,
  },
  {
    about: 'the key of an authority is missing',
    node: () => {
      const node = worstDay();
      node.machine.tree.delete('/etc/kubernetes/pki/ca.key');
      return node;
    },
    code: 'authority-external',
    says: /the key of the authority ca is not here, and it would have to sign .*apiserver, .* and kubelet-client$/,
  },
  {
    about: 'the key of an authority is missing, and only the kubelet waits for it',
    node: () => {
      const node = alive.copy();
      dyings['ran out'](node);
      node.machine.tree.delete('/etc/kubernetes/pki/ca.key');
      return node;
    },
    code: 'authority-external',
    says: /it would have to sign kubelet-client$/,
  },
  {
    about: 'the clock is from before the certificates',
    node: () => {
      const node = worstDay();
      node.machine.now -= 500 * DAY;
      return node;
    },
    code: 'clock-off',
    says: /the clock of this machine says/,
  },
  {
    about: 'the clock is an hour behind',
    node: () => {
      const node = worstDay();
      node.write('/etc/kubernetes/pki/apiserver.crt', '');
      node.machine.now -= 60 * MINUTE;
      return node;
    },
    code: 'clock-off',
    says: /was changed on|begins on/,
  },
];

for (const { about, node, code, says } of refusals) {
  test(`where ${about} it refuses with words, and nothing is changed`, async () => {
    const refused = node();
    const before = new Map(refused.machine.tree);
    await assert.rejects(rescued(refused), { code, message: says });
    assert.deepEqual(refused.machine.tree, before);
    assert.equal(refused.machine.runs.size, 0);
  });
}

test('a folder that stands for / has nothing to start', async () => {
  await assert.rejects(rescued(worstDay(), 'files'), { code: 'usage' });
});
