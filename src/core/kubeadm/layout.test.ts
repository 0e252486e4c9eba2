import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ManifestFacts } from '../inventory.ts';
import type { Component } from '../names.ts';
import { kubeadmCertificate } from './certificates.ts';
import { endpointsOf, healthCheckOf } from './endpoints.ts';
import { kubeadmConfigOf } from './kubeadm-config.ts';
import { authorityNamesOf, authorityPaths, kubeconfigPath, layoutOf, pairPaths, rowsOf } from './layout.ts';

const manifest = (
  component: Component,
  flags: Readonly<Record<string, string>>,
  imageVersion = 'v1.36.3',
): ManifestFacts => ({
  component,
  path: `/etc/kubernetes/manifests/${component}.yaml`,
  imageVersion,
  flags,
  gracePeriodSeconds: 30,
});

const row = (name: string) => {
  const found = kubeadmCertificate(name);
  assert.ok(found);
  return found;
};

const stacked = [
  manifest('etcd', {}, '3.6.1-0'),
  manifest('kube-apiserver', { 'etcd-servers': 'https://127.0.0.1:2379' }),
];

test('without any manifest everything is where kubeadm puts it', () => {
  const layout = layoutOf({ manifests: [] });
  assert.deepEqual(pairPaths(layout, row('etcd-server')), {
    certificatePath: '/etc/kubernetes/pki/etcd/server.crt',
    keyPath: '/etc/kubernetes/pki/etcd/server.key',
  });
  assert.equal(kubeconfigPath(layout, row('admin.conf')), '/etc/kubernetes/admin.conf');
  assert.deepEqual(authorityPaths(layout, 'etcd-ca'), {
    certificatePath: '/etc/kubernetes/pki/etcd/ca.crt',
    keyPath: '/etc/kubernetes/pki/etcd/ca.key',
  });
  assert.equal(layout.etcd, 'unknown');
  assert.equal(rowsOf(layout).length, 11);
});

test('a layout in another folder is found by its flags, and so are the files that no flag names', () => {
  const flags = {
    'client-ca-file': '/etc/kubernetes/ssl/ca.crt',
    'tls-cert-file': '/elsewhere/api.pem',
    'proxy-client-cert-file': '/etc/kubernetes/ssl/front-proxy-client.crt',
  };
  const layout = layoutOf({ manifests: [manifest('kube-apiserver', flags)] });
  assert.equal(layout.certificatesFolder, '/etc/kubernetes/ssl');
  assert.equal(pairPaths(layout, row('apiserver')).certificatePath, '/elsewhere/api.pem');
  assert.equal(
    pairPaths(layout, row('etcd-healthcheck-client')).keyPath,
    '/etc/kubernetes/ssl/etcd/healthcheck-client.key',
  );
  assert.equal(authorityPaths(layout, 'ca').keyPath, '/etc/kubernetes/ssl/ca.key');
});

test('the folder of the configuration counts where no flag says otherwise', () => {
  const kubeadmConfig = kubeadmConfigOf(
    'kind: ClusterConfiguration\napiVersion: kubeadm.k8s.io/v1beta3\ncertificatesDir: /srv/pki/\n',
    'file',
  );
  assert.equal(layoutOf({ manifests: [], kubeadmConfig }).certificatesFolder, '/srv/pki');
  const manifests = [manifest('kube-apiserver', { 'client-ca-file': '/a/ca.crt' })];
  assert.equal(layoutOf({ manifests, kubeadmConfig }).certificatesFolder, '/a');
});

test('an external CA leaves its key where it would be', () => {
  const layout = layoutOf({
    manifests: [manifest('kube-controller-manager', { 'cluster-signing-key-file': '', 'client-ca-file': '/a/ca.crt' })],
  });
  assert.deepEqual(authorityPaths(layout, 'ca'), { certificatePath: '/a/ca.crt', keyPath: '/a/ca.key' });
});

for (const [name, servers, etcd] of [
  ['another machine', 'https://10.1.1.1:2379', 'external'],
  ['itself', 'https://127.0.0.1:2379', 'unknown'],
  ['itself by IPv6', 'https://[::1]:2379', 'unknown'],
] as const) {
  test(`without an etcd of its own, an API server that talks to ${name} has etcd ${etcd}`, () => {
    assert.equal(layoutOf({ manifests: [manifest('kube-apiserver', { 'etcd-servers': servers })] }).etcd, etcd);
  });
}

test('with an external etcd the list is without those of etcd, as kubeadm prints it', () => {
  const layout = layoutOf({ manifests: [manifest('kube-apiserver', { 'etcd-servers': 'https://10.1.1.1:2379' })] });
  assert.deepEqual(
    rowsOf(layout).map(({ name }) => name),
    [
      'admin.conf',
      'apiserver',
      'apiserver-kubelet-client',
      'controller-manager.conf',
      'front-proxy-client',
      'scheduler.conf',
      'super-admin.conf',
    ],
  );
  assert.deepEqual(authorityNamesOf(layout), ['ca', 'front-proxy-ca']);
});

for (const [version, known] of [
  ['v1.28.15', false],
  ['v1.29.0', true],
  ['', true],
] as const) {
  test(`super-admin.conf is ${known ? '' : 'not '}on the list of version "${version}"`, () => {
    const layout = layoutOf({ manifests: [manifest('kube-apiserver', {}, version)] });
    assert.equal(
      rowsOf(layout).some(({ name }) => name === 'super-admin.conf'),
      known,
    );
  });
}

test('the version is that of the configuration, else of the image', () => {
  assert.deepEqual(layoutOf({ manifests: stacked }).kubeadmConfig, {
    source: 'files on disk',
    kubernetesVersion: 'v1.36.3',
  });
});

test('every port of a control plane is where its flags put it', () => {
  const layout = layoutOf({
    manifests: [
      manifest('etcd', {
        'listen-client-urls': 'https://127.0.0.1:2379,https://10.0.0.1:2379,http://127.0.0.1:1',
        'listen-peer-urls': 'https://[fd00::1]:2380',
      }),
      manifest('kube-apiserver', { 'advertise-address': '10.0.0.1', 'secure-port': '7443' }),
      manifest('kube-controller-manager', { 'bind-address': '0.0.0.0' }),
      manifest('kube-scheduler', { 'bind-address': '127.0.0.1', 'secure-port': '1259', 'tls-cert-file': '/s.crt' }),
    ],
  });
  const seen = endpointsOf(layout).map(({ endpoint: { host, port, serverName }, leaf }) => [
    `${host} ${port}`,
    leaf ?? serverName,
  ]);
  assert.deepEqual(seen, [
    ['10.0.0.1 7443', 'apiserver'],
    ['10.0.0.1 7443', 'apiserver-loopback-client'],
    ['127.0.0.1 2379', 'etcd-server'],
    ['10.0.0.1 2379', 'etcd-server'],
    ['fd00::1 2380', 'etcd-peer'],
    ['127.0.0.1 10250', 'kubelet-server'],
    ['127.0.0.1 10257', undefined],
    ['127.0.0.1 1259', '/s.crt'],
  ]);
});

test('a component without a manifest has no port', () => {
  assert.deepEqual(endpointsOf(layoutOf({ manifests: [] }), { host: '::1', port: 0 }), []);
});

test('health is asked where the probes of kubeadm ask it', () => {
  const layout = layoutOf({
    manifests: [
      manifest('etcd', { 'listen-metrics-urls': 'http://127.0.0.1:1381' }),
      manifest('kube-apiserver', { 'bind-address': '10.0.0.9' }),
    ],
  });
  assert.deepEqual(healthCheckOf(layout, 'etcd'), { scheme: 'http', host: '127.0.0.1', port: 1381, path: '/health' });
  assert.deepEqual(healthCheckOf(layout, 'kube-apiserver'), {
    scheme: 'https',
    host: '10.0.0.9',
    port: 6443,
    path: '/readyz',
  });
  assert.deepEqual(healthCheckOf(layout, 'kube-scheduler'), {
    scheme: 'https',
    host: '127.0.0.1',
    port: 10259,
    path: '/healthz',
  });
});
