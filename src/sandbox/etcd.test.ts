import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { grpcEtcd } from '../adapters/grpc/etcd/grpc-etcd.ts';
import { gateProblem } from '../core/etcd/gate-problem.ts';
import { type Sandbox, startSandbox } from './sandbox.ts';
import { fileOf, pairOf, presented, renewed, replace, serialOf } from './sandbox.test-support.ts';

const PKI = '/etc/kubernetes/pki/etcd';

describe("the sandbox's etcd", () => {
  let sandbox: Sandbox;
  before(async () => {
    sandbox = await startSandbox({ certificatesExpireInDays: 9 });
  });
  after(() => sandbox.stop());

  for (const [name, portOf] of [
    ['server', () => sandbox.ports.etcdClient],
    ['peer', () => sandbox.ports.etcdPeer],
  ] as const) {
    test(`reads etcd/${name} at every handshake: none works between the two renames, the next has the new one`, async () => {
      const client = pairOf(sandbox, 'apiserver-etcd-client');
      assert.equal(await presented(portOf(), client), serialOf(sandbox, `etcd/${name}`));
      const made = renewed(sandbox, 'etcd/ca', {
        commonName: 'cp-1',
        ipAddresses: ['127.0.0.1'],
        extendedKeyUsages: ['serverAuth', 'clientAuth'],
      });
      await replace(sandbox, `${PKI}/${name}.key`, made.privateKeyPem);
      await assert.rejects(presented(portOf(), client), /alert internal error/);
      await replace(sandbox, `${PKI}/${name}.crt`, made.certificatePem);
      assert.equal(await presented(portOf(), client), made.certificate.serial);
    });
  }

  test('hangs up on a client that brings no certificate', async () => {
    const url = `https://127.0.0.1:${sandbox.ports.etcdClient}/health`;
    await assert.rejects(fetch(url));
  });

  test('says over gRPC that it is its only member, leads and raises no alarm', async () => {
    const pki = '/etc/kubernetes/pki';
    const client = { certificatePath: `${pki}/apiserver-etcd-client.crt`, keyPath: `${pki}/apiserver-etcd-client.key` };
    const access = { host: '127.0.0.1', port: sandbox.ports.etcdClient, authorityPath: `${PKI}/ca.crt`, client };
    const cluster = await grpcEtcd({ read: async (path) => fileOf(sandbox, path).toString() }).cluster(access);
    const [member] = cluster.members;
    assert.deepEqual([cluster.members.length, member?.name, member?.status.kind], [1, 'cp-1', 'answered']);
    assert.equal(gateProblem(cluster, 'reload'), undefined);
  });

  test('says that it is well on its metrics port, in plain HTTP', async () => {
    const response = await fetch(`http://127.0.0.1:${sandbox.ports.etcdMetrics}/health`);
    assert.deepEqual(await response.json(), { health: 'true', reason: '' });
  });
});
