import assert from 'node:assert/strict';
import { test } from 'node:test';
import { controlPlane } from '../../../test/crash/node.ts';
import { PerennialError } from '../../core/errors.ts';
import type { Endpoint } from '../../core/inventory.ts';
import type { Component } from '../../core/names.ts';
import type { News } from '../../ports/news.ts';
import { planOf } from '../../../test/contract/plan.ts';
import { Crash, cutAt, failing } from './effects.ts';
import type { MemoryNode } from './memory-node.ts';

const pki = '/etc/kubernetes/pki';
const apiServer: Endpoint = { component: 'kube-apiserver', host: '127.0.0.1', port: 6443 };
const etcd: Endpoint = { component: 'etcd', host: '127.0.0.1', port: 2379 };
const base = controlPlane();

function swap(node: MemoryNode, path: string, other: string): void {
  const entry = node.machine.tree.get(other);
  assert.ok(entry?.kind === 'file');
  node.write(path, entry.bytes);
}

async function containerOf(node: MemoryNode, component: Component) {
  const containers = await node.live().world.containers.running();
  const container = containers.find((one) => one.component === component);
  assert.ok(container, `${component} runs`);
  return container;
}

test('all four static pods run, and the leader holds its lease', async () => {
  const { world } = base.copy().live();
  assert.equal((await world.containers.running()).length, 4);
  assert.match((await world.api.lease('kube-controller-manager'))?.holder ?? '', /^IP-10-0-0-1_/);
});

test('the API server keeps its pair while the files do not match, etcd fails the handshake', async () => {
  const node = base.copy();
  const { endpoints } = node.live().world;
  const before = await endpoints.handshake(apiServer);
  swap(node, `${pki}/apiserver.key`, `${pki}/front-proxy-client.key`);
  assert.deepEqual(await endpoints.handshake(apiServer), before);
  swap(node, `${pki}/apiserver.crt`, `${pki}/front-proxy-client.crt`);
  const after = await endpoints.handshake(apiServer);
  assert.ok(after.kind === 'read' && after.value.subject.commonName === 'front-proxy-client');
  swap(node, `${pki}/etcd/server.key`, `${pki}/front-proxy-client.key`);
  assert.equal((await endpoints.handshake(etcd)).kind, 'unreadable');
});

test('a component that does not reload serves what it read at its start until it is restarted', async () => {
  const node = base.copy();
  node.behave('kube-apiserver', { reloads: false });
  const { endpoints, containers } = node.live().world;
  const before = await endpoints.handshake(apiServer);
  swap(node, `${pki}/apiserver.key`, `${pki}/front-proxy-client.key`);
  swap(node, `${pki}/apiserver.crt`, `${pki}/front-proxy-client.crt`);
  assert.deepEqual(await endpoints.handshake(apiServer), before);
  await containers.stop((await containerOf(node, 'kube-apiserver')).id, 3);
  assert.equal((await endpoints.handshake(apiServer)).kind, 'unreadable');
  node.pass(5000);
  assert.notDeepEqual(await endpoints.handshake(apiServer), before);
});

test('a stopped container is followed by another, later; one that does not come back is missing', async () => {
  const node = base.copy();
  const before = await containerOf(node, 'kube-scheduler');
  await node.live().world.containers.stop(before.id, 30);
  node.pass(2000);
  const after = await containerOf(node, 'kube-scheduler');
  assert.notEqual(after.id, before.id);
  assert.ok(after.startedAt > before.startedAt);
  node.behave('kube-scheduler', { comesBack: false });
  await node.live().world.containers.stop(after.id, 30);
  node.pass(3_600_000);
  assert.equal((await node.live().world.containers.running()).length, 3);
});

test('a dead leader keeps its lease until that runs out, or is released by whoever knows its version', async () => {
  for (const release of [false, true]) {
    const node = base.copy();
    const { api, containers } = node.live().world;
    await containers.stop((await containerOf(node, 'kube-controller-manager')).id, 30);
    const lease = await api.lease('kube-controller-manager');
    assert.ok(lease);
    if (release) assert.equal(await api.releaseLease(lease), true);
    if (release) assert.equal(await api.releaseLease(lease), false);
    node.pass(4000);
    assert.equal((await api.lease('kube-controller-manager'))?.holder !== lease.holder, release);
    node.pass(20_000);
    assert.notEqual((await api.lease('kube-controller-manager'))?.holder, lease.holder);
  }
});

test('the API does not answer without its server or without etcd, and the witness counts that', async () => {
  const node = base.copy();
  const { api, containers, witness } = node.live().world;
  const told: News[] = [];
  const watching = await witness.start((news) => void told.push(news));
  await containers.stop((await containerOf(node, 'etcd')).id, 30);
  await assert.rejects(api.version(), { code: 'api-unavailable' });
  node.pass(5000);
  await containers.stop((await containerOf(node, 'kube-apiserver')).id, 3);
  await assert.rejects(api.answers(), { code: 'api-unavailable' });
  assert.equal(await witness.start(() => undefined), undefined);
  node.pass(5000);
  await api.answers();
  const report = await watching?.stop();
  assert.ok(report && report.fresh.failures > 0 && report.watch.kind === 'open' && report.watch.cuts === 1);
  assert.deepEqual(
    told.map(({ kind }) => kind),
    ['api-gap', 'witness'],
  );
});

test('the API refuses admin.conf once that has expired', async () => {
  const node = base.copy();
  node.pass(30 * 86_400_000);
  await assert.rejects(node.live().world.api.version(), { code: 'api-unavailable' });
});

test('a process that was cut off is dead: it reads nothing and changes nothing more', async () => {
  for (const [when, runs] of [
    ['before', 0],
    ['after', 1],
  ] as const) {
    const node = base.copy();
    const { world } = node.live({ interfere: cutAt(1, when) });
    await assert.rejects(world.runs.create(planOf()), Crash);
    await assert.rejects(world.files.read(`${pki}/ca.crt`), Crash);
    await assert.rejects(world.runs.create(planOf()), Crash);
    assert.equal((await node.live().world.runs.list()).length, runs);
  }
});

test('a journal record cut within is torn, and left out', async () => {
  const node = base.copy();
  const { world } = node.live({ interfere: cutAt(2, 'within') });
  const run = await world.runs.create(planOf());
  await assert.rejects(run.record({ event: 'started', step: '1.1', at: 1 }), Crash);
  assert.match(node.machine.runs.get(run.id)?.journal ?? '', /^\{.*[^\n]$/);
  const resumed = await node.live().world.runs.open(run.id);
  assert.deepEqual(await resumed.entries(), []);
  await resumed.record({ event: 'started', step: '1.1', at: 2 });
  assert.equal((await resumed.entries()).length, 1);
});

test('an effect can be made to fail, and the process lives on', async () => {
  const full = new PerennialError('disk-full', 'no space left');
  const { world } = base.copy().live({ interfere: failing('create', full) });
  await assert.rejects(world.runs.create(planOf()), { code: 'disk-full' });
  assert.deepEqual(await world.runs.list(), []);
});

test('a copy goes its own way', async () => {
  const node = base.copy();
  node.write(`${pki}/apiserver.crt`, 'changed');
  assert.notEqual(
    await base.live().world.files.digest(`${pki}/apiserver.crt`),
    await node.live().world.files.digest(`${pki}/apiserver.crt`),
  );
});

test('the lock of a life that was cut off is free, that of a living one is not', async () => {
  const node = base.copy();
  const { world } = node.live({ interfere: cutAt(1, 'before') });
  await world.lock.acquire();
  await assert.rejects(node.live().world.lock.acquire(), { code: 'lock-busy' });
  await assert.rejects(world.runs.create(planOf()), Crash);
  await node.live().world.lock.acquire();
});
