import assert from 'node:assert/strict';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { criContainers } from '../adapters/grpc/cri/cri-containers.ts';
import { runtimeClient } from '../adapters/grpc/cri/runtime-client.ts';
import type { Container } from '../core/inventory.ts';
import type { Component } from '../core/names.ts';
import { type Sandbox, startSandbox } from './sandbox.ts';
import { presented, until } from './sandbox.test-support.ts';

describe("the sandbox's kubelet and runtime, seen through perennial's own client", () => {
  let sandbox: Sandbox;
  before(async () => {
    sandbox = await startSandbox({ certificatesExpireInDays: 9 });
  });
  after(() => sandbox.stop());
  const containers = () => criContainers({ sockets: async () => [sandbox.runtimeSocket] });
  const running = async (component: Component): Promise<Container | undefined> =>
    (await containers().running()).find((container) => container.component === component);
  const another = (component: Component, than: string) =>
    until(async () => {
      const found = await running(component);
      return found === undefined || found.id === than ? undefined : found;
    });

  test('four components run, each with its version', async () => {
    const found = (await containers().running()).map(({ component, imageVersion }) => `${component} ${imageVersion}`);
    assert.deepEqual(found.sort(), [
      'etcd 3.6.6-0',
      'kube-apiserver v1.36.3',
      'kube-controller-manager v1.36.3',
      'kube-scheduler v1.36.3',
    ]);
  });

  test('a stopped container is followed by another, at once the first time, after a back-off the second', async () => {
    const first = await running('etcd');
    assert.ok(first);
    await containers().stop(first.id, 5);
    const second = await another('etcd', first.id);
    assert.ok(second.startedAt > first.startedAt);
    const stopped = Date.now();
    await containers().stop(second.id, 5);
    assert.equal(await running('etcd'), undefined);
    const third = await another('etcd', second.id);
    assert.ok(third.startedAt - stopped >= 1_900, `${third.startedAt - stopped} ms`);
  });

  test('a dead container stays known; stopping it, or an unknown one, is fine; its status says how it ended', async () => {
    const scheduler = await running('kube-scheduler');
    assert.ok(scheduler);
    await containers().stop(scheduler.id, 5);
    await containers().stop(scheduler.id, 5);
    await containers().stop('f'.repeat(64), 5);
    const client = await runtimeClient(sandbox.runtimeSocket);
    const { status } = await client.call('ContainerStatus', { container_id: scheduler.id }, 5000);
    assert.equal(status?.state, 'CONTAINER_EXITED');
    await assert.rejects(client.call('ContainerStatus', { container_id: 'f'.repeat(64) }, 5000), { code: 5 });
    client.close();
    await another('kube-scheduler', scheduler.id);
  });

  test('a manifest moved out ends its pod, moved back it starts one', async () => {
    const file = join(sandbox.root, 'etc/kubernetes/manifests/kube-controller-manager.yaml');
    const parked = join(sandbox.root, 'parked.yaml');
    const before = await running('kube-controller-manager');
    await rename(file, parked);
    await until(async () => ((await running('kube-controller-manager')) === undefined ? true : undefined));
    await rename(parked, file);
    await another('kube-controller-manager', before?.id ?? '');
    await until(() => presented(sandbox.ports.controllerManager).catch(() => undefined));
  });
});
