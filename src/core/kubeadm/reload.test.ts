import assert from 'node:assert/strict';
import { test } from 'node:test';
import { certificateNames, kubeadmCertificates } from './certificates.ts';
import { processHolds, reloadOf } from './reload.ts';

/** kubernetes-facts: what truly needs a restart, by version. */
const matrix: readonly (readonly [string, string, ReturnType<typeof reloadOf>['kind']])[] = [
  ['apiserver', 'v1.16.15', 'restart'],
  ['apiserver', 'v1.17.0', 'handshake'],
  ['apiserver', 'v1.36.3', 'handshake'],
  ['apiserver-kubelet-client', 'v1.17.9', 'restart'],
  ['apiserver-kubelet-client', 'v1.18.0', 're-read'],
  ['front-proxy-client', 'v1.18.20', 'restart'],
  ['front-proxy-client', 'v1.19.0', 're-read'],
  ['apiserver-etcd-client', 'v1.16.0', 're-read'],
  ['etcd-server', 'v1.36.3', 'handshake'],
  ['etcd-server', '3.6.1-0', 'handshake'],
  ['etcd-peer', '', 'handshake'],
  ['controller-manager.conf', 'v1.36.3', 'restart'],
  ['scheduler.conf', 'v1.37.0', 'restart'],
  ['kubelet-server', 'v1.30.9', 'restart'],
  ['kubelet-server', 'v1.31.0', 'handshake'],
  ['apiserver', '', 'restart'],
  ['front-proxy-client', 'latest', 'restart'],
  ['admin.conf', 'v1.36.3', 're-read'],
];

for (const [name, version, kind] of matrix) {
  test(`${name} of version "${version}": ${kind}`, () => assert.equal(reloadOf(name, version).kind, kind));
}

test('what people and probes use is held by no process', () => {
  const held = certificateNames.filter(processHolds);
  assert.deepEqual(
    certificateNames.filter((name) => !held.includes(name)),
    ['admin.conf', 'etcd-healthcheck-client', 'super-admin.conf'],
  );
});

test('the table has a row for every name, in byte order as kubeadm prints them', () => {
  assert.deepEqual(
    kubeadmCertificates.map(({ name }) => name),
    [...certificateNames],
  );
  assert.deepEqual([...certificateNames].sort(), [...certificateNames]);
});
