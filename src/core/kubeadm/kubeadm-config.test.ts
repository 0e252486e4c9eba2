import assert from 'node:assert/strict';
import { test } from 'node:test';
import { goDurationSeconds } from './go-duration.ts';
import { kubeadmConfigOf } from './kubeadm-config.ts';

const config = (version: string, rest: string): string =>
  `apiVersion: kubeadm.k8s.io/${version}\nkind: ClusterConfiguration\n${rest}`;

test('v1beta4 says algorithm and validity', () => {
  const text = config(
    'v1beta4',
    'kubernetesVersion: v1.36.3\nclusterName: c\nencryptionAlgorithm: ECDSA-P384\ncertificateValidityPeriod: 8760h0m0s\n',
  );
  assert.deepEqual(kubeadmConfigOf(text, 'cluster'), {
    source: 'cluster',
    externalEtcd: false,
    encryptionAlgorithm: 'ECDSA-P384',
    certificateValiditySeconds: 31_536_000,
    kubernetesVersion: 'v1.36.3',
    clusterName: 'c',
  });
});

for (const version of ['v1beta1', 'v1beta2', 'v1beta3']) {
  test(`fields that ${version} does not have are ignored, as kubeadm ignores them`, () => {
    const parsed = kubeadmConfigOf(
      config(version, 'encryptionAlgorithm: ECDSA-P256\ncertificateValidityPeriod: 1h\n'),
      'file',
    );
    assert.deepEqual(parsed, { source: 'file', externalEtcd: false, encryptionAlgorithm: 'RSA-2048' });
  });
}

test('the feature gate of older versions means ECDSA', () => {
  assert.equal(
    kubeadmConfigOf(config('v1beta3', 'featureGates: {PublicKeysECDSA: true}\n'), 'file').encryptionAlgorithm,
    'ECDSA-P256',
  );
});

test('it is found among the other documents of kubeadm', () => {
  const text = `apiVersion: kubeadm.k8s.io/v1beta4\nkind: InitConfiguration\n---\n${config('v1beta4', 'etcd: {external: {endpoints: [a]}}\ncertificatesDir: /x\n')}---\nkind: KubeletConfiguration\n`;
  const parsed = kubeadmConfigOf(text, 'file');
  assert.equal(parsed.externalEtcd, true);
  assert.equal(parsed.certificatesFolder, '/x');
});

test('it is found inside the ConfigMap', () => {
  const text = `kind: ConfigMap\ndata:\n  ClusterConfiguration: |\n    apiVersion: kubeadm.k8s.io/v1beta4\n    kind: ClusterConfiguration\n    clusterName: inner\n`;
  assert.equal(kubeadmConfigOf(text, 'cluster').clusterName, 'inner');
});

for (const [written, version] of [
  ['1.29.0', 'v1.29.0'],
  ['stable-1', undefined],
  ['v1.36.3+x', 'v1.36.3+x'],
] as const) {
  test(`kubernetesVersion ${written} is ${version}`, () => {
    assert.equal(
      kubeadmConfigOf(config('v1beta4', `kubernetesVersion: ${written}\n`), 'file').kubernetesVersion,
      version,
    );
  });
}

for (const [name, text] of [
  ['an empty file', ''],
  ['another kind', 'kind: Pod'],
  ['a ConfigMap of something else', 'kind: ConfigMap\ndata: {ClusterConfiguration: "kind: Pod"}'],
  ['an object that is not kubeadm’s', 'kind: ClusterConfiguration\napiVersion: v1'],
  ['an unknown algorithm', config('v1beta4', 'encryptionAlgorithm: DSA\n')],
  ['a validity that is no duration', config('v1beta4', 'certificateValidityPeriod: 1y\n')],
  ['a validity of nothing', config('v1beta4', 'certificateValidityPeriod: 0s\n')],
  ['no YAML', 'kind: [\n'],
] as const) {
  test(`${name} as kubeadm's configuration is refused`, () => {
    assert.throws(() => kubeadmConfigOf(text, 'file', 'k.yaml'), { code: 'file-malformed', file: 'k.yaml' });
  });
}

for (const [text, seconds] of [
  ['8760h0m0s', 31_536_000],
  ['1h30m', 5400],
  ['1.5h', 5400],
  ['500ms', 0.5],
  ['-1m', -60],
  ['0', 0],
  ['', undefined],
  ['5', undefined],
  ['1d', undefined],
  ['h', undefined],
] as const) {
  test(`a duration of "${text}" is ${seconds} seconds`, () => assert.equal(goDurationSeconds(text), seconds));
}
