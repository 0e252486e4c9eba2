import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Api, LeaseFacts } from '../../src/ports/api.ts';
import { apiSubjects, foreignPair } from './api-subjects.ts';
import { lease as name, workerNames } from './served-cluster.ts';

const unavailable = { code: 'api-unavailable' };

async function held(api: Api): Promise<LeaseFacts> {
  return (await api.lease(name)) ?? assert.fail(`there is no lease ${name}`);
}

/** Everything that needs the credential. */
const asked: readonly (readonly [string, (api: Api) => Promise<unknown>])[] = [
  ['version', (api) => api.version()],
  ['clusterConfiguration', (api) => api.clusterConfiguration()],
  ['upgradeUnderWay', (api) => api.upgradeUnderWay([])],
  ['controlPlaneNodes', (api) => api.controlPlaneNodes()],
  ['nodes', (api) => api.nodes()],
  ['heardFrom', (api) => api.heardFrom('cp-1')],
  ['lease', (api) => api.lease(name)],
  ['releaseLease', (api) => api.releaseLease({ name, holder: 'cp-1_77aa', resourceVersion: '7', renewedAt: 0 })],
  ['call', (api) => api.call('kubelet', 'cp-1')],
];

for (const { name: adapter, make } of apiSubjects) {
  test(`api, ${adapter}: it tells its version, and its time in whole seconds`, async (t) => {
    const { api, now } = await make(t);
    const { version, date, tookMilliseconds } = await api.version();
    assert.equal(version, 'v1.36.3');
    assert.ok(date % 1000 === 0 && Math.abs(date - now()) < 60_000 && tookMilliseconds >= 0);
  });

  test(`api, ${adapter}: the configuration of the cluster is its text, or nothing where there is none`, async (t) => {
    const configuration = 'kind: ClusterConfiguration\nkubernetesVersion: v1.36.3\n';
    assert.equal(await (await make(t, { configuration })).api.clusterConfiguration(), configuration);
    assert.equal(await (await make(t)).api.clusterConfiguration(), undefined);
  });

  test(`api, ${adapter}: an upgrade under way is a sentence, none is nothing`, async (t) => {
    assert.match((await (await make(t, { upgrading: true })).api.upgradeUnderWay([])) ?? '', /different versions/);
    assert.equal(await (await make(t)).api.upgradeUnderWay([]), undefined);
  });

  test(`api, ${adapter}: control-plane nodes are told with whether they are ready, and what holds them`, async (t) => {
    const own = { name: 'cp-1', isReady: true };
    assert.deepEqual(await (await make(t)).api.controlPlaneNodes(), [own]);
    assert.deepEqual(await (await make(t, { held: true })).api.controlPlaneNodes(), [
      own,
      { name: 'cp-2', isReady: false, hold: 'disk swap' },
    ]);
  });

  test(`api, ${adapter}: nodes are told with when their kubelets were heard from, one that never was without`, async (t) => {
    const { api, now } = await make(t, { held: true });
    const [own, other] = await api.nodes();
    assert.ok(own?.isReady && own.isControlPlane && own.name === 'cp-1');
    assert.ok(Math.abs((own.heardAt ?? 0) - now()) < 60_000);
    assert.deepEqual(other, { name: 'cp-2', isReady: false, isControlPlane: true });
    assert.ok(Math.abs(((await api.heardFrom('cp-1')) ?? 0) - now()) < 60_000);
    assert.equal(await api.heardFrom('cp-3'), undefined);
  });

  test(`api, ${adapter}: all nodes of a large cluster are told, each with when its kubelet was heard from`, async (t) => {
    const workers = 1000;
    const told = await (await make(t, { workers })).api.nodes();
    assert.deepEqual(
      told.map(({ name }) => name),
      ['cp-1', ...workerNames(workers)],
    );
    assert.ok(told.every(({ heardAt }) => heardAt !== undefined));
  });

  test(`api, ${adapter}: a lease is known by holder and version, one that is not there is nothing`, async (t) => {
    const { api } = await make(t);
    const facts = await held(api);
    assert.equal(facts.name, name);
    assert.match(facts.holder, /^ip-10-0-0-1_/i);
    assert.match(facts.resourceVersion, /^\d+$/);
    assert.ok(facts.renewedAt > 0);
    assert.equal(await api.lease('nobody-elects-here'), undefined);
  });

  test(`api, ${adapter}: a lease that was released has no holder, and cannot be released twice`, async (t) => {
    const { api } = await make(t);
    const before = await held(api);
    assert.equal(await api.releaseLease(before), true);
    const after = await held(api);
    assert.equal(after.holder, '');
    assert.notEqual(after.resourceVersion, before.resourceVersion);
    assert.equal(await api.releaseLease(before), false);
  });

  test(`api, ${adapter}: a lease that somebody took or renewed meanwhile is not released`, async (t) => {
    const { api, takeLease } = await make(t);
    for (const holder of [(await held(api)).holder, 'cp-2_8d2f']) {
      const before = await held(api);
      takeLease(holder);
      assert.equal(await api.releaseLease(before), false);
      assert.equal((await held(api)).holder, holder);
    }
  });

  test(`api, ${adapter}: calls that need its client certificates work, where there is something to call`, async (t) => {
    const { api } = await make(t);
    for (const call of ['kubelet', 'etcd'] as const) assert.equal(await api.call(call, 'cp-1'), 'worked', call);
    for (const call of ['aggregated', 'none'] as const)
      assert.equal(await api.call(call, 'cp-1'), 'nothing to call', call);
    assert.equal(await (await make(t, { aggregated: true })).api.call('aggregated', 'cp-1'), 'worked');
  });

  test(`api, ${adapter}: the kubelet of a Node that it does not know cannot be called, by the machine's hostname neither`, async (t) => {
    const { api } = await make(t);
    for (const name of ['ip-10-0-0-1', 'IP-10-0-0-1', 'cp-2'])
      await assert.rejects(api.call('kubelet', name), unavailable, name);
    assert.equal(await api.call('etcd', 'ip-10-0-0-1'), 'worked', 'no Node is asked for');
  });

  test(`api, ${adapter}: they do not work once its client certificates have run out`, async (t) => {
    const { api, spendClientCertificates } = await make(t, { aggregated: true });
    spendClientCertificates();
    for (const call of ['kubelet', 'etcd', 'aggregated'] as const)
      await assert.rejects(api.call(call, 'cp-1'), unavailable, call);
    assert.equal(await api.call('none', 'cp-1'), 'nothing to call');
  });

  test(`api, ${adapter}: it answers without a credential, and whatever it says`, async (t) => {
    const { api, refuseCredential, loseEtcd } = await make(t);
    await api.answers();
    refuseCredential();
    await api.answers();
    await loseEtcd();
    await api.answers();
  });

  for (const [method, ask] of asked) {
    test(`api, ${adapter}: without a credential that is taken, ${method} is an error`, async (t) => {
      const { api, refuseCredential } = await make(t);
      refuseCredential();
      await assert.rejects(ask(api), unavailable);
    });
  }

  for (const [method, ask] of [...asked, ['answers', (api: Api) => api.answers()] as const]) {
    test(`api, ${adapter}: where nobody listens, ${method} is an error`, async (t) => {
      const { api, end } = await make(t);
      await end();
      await assert.rejects(ask(api), unavailable);
    });

    test(`api, ${adapter}: from a server whose certificate nobody vouches for, ${method} is an error`, async (t) => {
      const { api, now, serve } = await make(t);
      serve(foreignPair(now()));
      await assert.rejects(ask(api), unavailable);
    });
  }
}
