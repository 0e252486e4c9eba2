import assert from 'node:assert/strict';
import { once } from 'node:events';
import { Agent, get } from 'node:https';
import { after, before, describe, test } from 'node:test';
import { madeAuthority } from './pki.ts';
import { type Sandbox, startSandbox } from './sandbox.ts';
import { call, pairOf, presented, renewed, replace, serialOf, until } from './sandbox.test-support.ts';

const PKI = '/etc/kubernetes/pki';
const serving = {
  commonName: 'kube-apiserver',
  ipAddresses: ['127.0.0.1'],
  extendedKeyUsages: ['serverAuth'],
} as const;
const leases = '/apis/coordination.k8s.io/v1/namespaces/kube-system/leases';

describe("the sandbox's API server", () => {
  let sandbox: Sandbox;
  before(async () => {
    sandbox = await startSandbox({ certificatesExpireInDays: 9 });
  });
  after(() => sandbox.stop());
  const admin = () => pairOf(sandbox, 'apiserver-kubelet-client');

  test('serves a new pair by itself, and the old one as long as key and certificate do not match', async () => {
    const port = sandbox.ports.apiServer;
    const old = serialOf(sandbox, 'apiserver');
    const made = renewed(sandbox, 'ca', serving);
    await replace(sandbox, `${PKI}/apiserver.key`, made.privateKeyPem);
    for (let look = 0; look < 20; look += 1) assert.equal(await presented(port), old);
    await replace(sandbox, `${PKI}/apiserver.crt`, made.certificatePem);
    await until(async () => ((await presented(port)) === made.certificate.serial ? true : undefined));
  });

  test('keeps an open connection and an open watch through a change of its pair', async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const watch = get(`https://127.0.0.1:${sandbox.ports.apiServer}/api/v1/configmaps?watch=true`, {
      ...admin(),
      rejectUnauthorized: false,
    });
    const [stream] = (await once(watch, 'response')) as [NodeJS.ReadableStream];
    let ended = false;
    stream.on('end', () => {
      ended = true;
    });
    const [event] = (await once(stream, 'data')) as [Buffer];
    assert.match(event.toString(), /"type":"ADDED".*kubeadm-config/);
    assert.equal((await call(sandbox, '/readyz', { agent })).status, 200);
    const made = renewed(sandbox, 'ca', serving);
    await replace(sandbox, `${PKI}/apiserver.key`, made.privateKeyPem);
    await replace(sandbox, `${PKI}/apiserver.crt`, made.certificatePem);
    await until(async () =>
      (await presented(sandbox.ports.apiServer)) === made.certificate.serial ? true : undefined,
    );
    assert.equal((await call(sandbox, '/readyz', { agent })).status, 200);
    assert.equal(Object.values(agent.freeSockets).flat().length, 1);
    assert.equal(ended, false);
    watch.destroy();
    agent.destroy();
  });

  test('has a loopback certificate of its own for the name apiserver-loopback-client', async () => {
    const own = await presented(sandbox.ports.apiServer, { servername: 'apiserver-loopback-client' });
    assert.notEqual(own, serialOf(sandbox, 'apiserver'));
  });

  const foreign = madeAuthority({ commonName: 'kubernetes' }).leaf({ commonName: 'kubernetes-admin' });
  for (const [who, pair, path, status] of [
    ['nobody', () => ({}), '/version', 200],
    ['nobody', () => ({}), '/readyz', 200],
    ['nobody', () => ({}), `${leases}/kube-scheduler`, 403],
    [
      'a foreign certificate',
      () => ({ cert: foreign.certificatePem, key: foreign.privateKeyPem }),
      '/api/v1/nodes',
      401,
    ],
    ['an expired certificate', () => outdated(), '/api/v1/nodes', 401],
    ['a certificate of its own authority', admin, '/api/v1/nodes', 200],
    ['a certificate of its own authority', admin, '/api/v1/namespaces/kube-system/configmaps/kubeadm-config', 200],
    ['a certificate of its own authority', admin, '/apis/apiregistration.k8s.io/v1/apiservices', 200],
    [
      'a certificate of its own authority',
      admin,
      '/api/v1/namespaces/kube-system/pods?labelSelector=component%3Detcd',
      200,
    ],
    ['a certificate of its own authority', admin, '/api/v1/nodes/nowhere', 404],
  ] as const) {
    test(`answers ${who} at ${path} with ${status}`, async () => {
      assert.equal((await call(sandbox, path, pair())).status, status);
    });
  }

  function outdated() {
    const times = { notBefore: Date.now() - 7200_000, notAfter: Date.now() - 3600_000 };
    const made = renewed(sandbox, 'ca', { commonName: 'late', organizations: ['system:masters'], ...times });
    return { cert: made.certificatePem, key: made.privateKeyPem };
  }

  test('reaches the kubelet with apiserver-kubelet-client as it is on disk', async () => {
    const path = '/api/v1/nodes/cp-1/proxy/healthz';
    const credential = admin();
    assert.deepEqual(await call(sandbox, path, credential), { status: 200, text: 'ok' });
    await replace(sandbox, `${PKI}/apiserver-kubelet-client.key`, foreign.privateKeyPem);
    await replace(sandbox, `${PKI}/apiserver-kubelet-client.crt`, foreign.certificatePem);
    assert.equal((await call(sandbox, path, credential)).status, 401);
    await replace(sandbox, `${PKI}/apiserver-kubelet-client.key`, String(credential.key));
    await replace(sandbox, `${PKI}/apiserver-kubelet-client.crt`, String(credential.cert));
    assert.equal((await call(sandbox, path, credential)).status, 200);
  });

  test('checks etcd with apiserver-etcd-client as it is on disk', async () => {
    const good = pairOf(sandbox, 'apiserver-etcd-client');
    assert.equal((await call(sandbox, '/readyz/etcd')).status, 200);
    await replace(sandbox, `${PKI}/apiserver-etcd-client.key`, foreign.privateKeyPem);
    await replace(sandbox, `${PKI}/apiserver-etcd-client.crt`, foreign.certificatePem);
    assert.equal((await call(sandbox, '/readyz/etcd')).status, 500);
    assert.equal((await call(sandbox, '/readyz')).status, 200, 'its open connection is not concerned');
    await replace(sandbox, `${PKI}/apiserver-etcd-client.key`, String(good.key));
    await replace(sandbox, `${PKI}/apiserver-etcd-client.crt`, String(good.cert));
    assert.equal((await call(sandbox, '/readyz/etcd')).status, 200);
  });

  test('refuses a write to a lease that was changed in between', async () => {
    const stale = [
      { op: 'test', path: '/metadata/resourceVersion', value: '1' },
      { op: 'replace', path: '/spec/holderIdentity', value: '' },
    ];
    const path = `${leases}/kube-scheduler`;
    assert.equal((await call(sandbox, path, { ...admin(), method: 'PATCH', body: stale })).status, 422);
    const put = { metadata: { name: 'kube-scheduler', resourceVersion: '1' }, spec: { holderIdentity: 'me' } };
    assert.equal((await call(sandbox, path, { ...admin(), method: 'PUT', body: put })).status, 409);
    const merge = { metadata: { resourceVersion: '1' }, spec: { holderIdentity: '' } };
    assert.equal((await call(sandbox, path, { ...admin(), method: 'PATCH', body: merge })).status, 409);
    const { text } = await call(sandbox, path, admin());
    assert.match(text, /"holderIdentity":"cp-1_/);
  });
});
