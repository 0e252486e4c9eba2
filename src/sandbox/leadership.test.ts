import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { criContainers } from '../adapters/grpc/cri/cri-containers.ts';
import type { Component } from '../core/names.ts';
import { madeAuthority } from './pki.ts';
import { type Sandbox, startSandbox } from './sandbox.ts';
import { call, fileOf, pairOf, presented, replace, until } from './sandbox.test-support.ts';

interface LeaseSpec {
  readonly holderIdentity: string;
  readonly renewTime: string;
}

describe("the sandbox's controller manager and scheduler", () => {
  let sandbox: Sandbox;
  before(async () => {
    sandbox = await startSandbox({ certificatesExpireInDays: 9 });
  });
  after(() => sandbox.stop());

  const path = (name: string) => `/apis/coordination.k8s.io/v1/namespaces/kube-system/leases/${name}`;
  const lease = async (name: string): Promise<LeaseSpec> => {
    const { text } = await call(sandbox, path(name), pairOf(sandbox, 'apiserver-kubelet-client'));
    return (JSON.parse(text) as { readonly spec: LeaseSpec }).spec;
  };
  const stop = async (component: Component): Promise<void> => {
    const containers = criContainers({ sockets: async () => [sandbox.runtimeSocket] });
    const running = (await containers.running()).find((container) => container.component === component);
    await containers.stop(running?.id ?? '', 5);
  };

  test('the controller manager keeps it; released on its behalf, its successor leads within two retries', async () => {
    const before = await lease('kube-controller-manager');
    const serial = await presented(sandbox.ports.controllerManager);
    await stop('kube-controller-manager');
    assert.equal((await lease('kube-controller-manager')).holderIdentity, before.holderIdentity);
    const body = [
      { op: 'test', path: '/spec/holderIdentity', value: before.holderIdentity },
      { op: 'replace', path: '/spec/holderIdentity', value: '' },
    ];
    const admin = pairOf(sandbox, 'apiserver-kubelet-client');
    const released = await call(sandbox, path('kube-controller-manager'), { ...admin, method: 'PATCH', body });
    assert.equal(released.status, 200);
    const leads = until(async () => {
      const { holderIdentity } = await lease('kube-controller-manager');
      return ['', before.holderIdentity].includes(holderIdentity) ? undefined : holderIdentity;
    });
    assert.match(await leads, /^cp-1_/);
    assert.notEqual(
      await presented(sandbox.ports.controllerManager),
      serial,
      'another start, another certificate of its own',
    );
  });

  test('the scheduler does not notice what its kubeconfig becomes before a restart, then it counts; it gives its lease up', async () => {
    const conf = '/etc/kubernetes/scheduler.conf';
    const good = fileOf(sandbox, conf).toString();
    const foreign = madeAuthority({ commonName: 'kubernetes' }).leaf({ commonName: 'system:kube-scheduler' });
    const data = (pem: string) => Buffer.from(pem).toString('base64');
    await replace(
      sandbox,
      conf,
      good
        .replace(/client-certificate-data: .*/, `client-certificate-data: ${data(foreign.certificatePem)}`)
        .replace(/client-key-data: .*/, `client-key-data: ${data(foreign.privateKeyPem)}`),
    );
    const seen = await lease('kube-scheduler');
    await until(async () => ((await lease('kube-scheduler')).renewTime === seen.renewTime ? undefined : true));
    await stop('kube-scheduler');
    await until(async () => {
      const started = await presented(sandbox.ports.scheduler).catch(() => undefined);
      return started;
    });
    assert.equal((await lease('kube-scheduler')).holderIdentity, '', 'given up by the old one, refused to the new');
    await replace(sandbox, conf, good);
    await stop('kube-scheduler');
    await until(async () => ((await lease('kube-scheduler')).holderIdentity === '' ? undefined : true));
  });
});
