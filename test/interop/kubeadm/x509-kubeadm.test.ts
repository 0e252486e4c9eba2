import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { KeyAlgorithm } from '../../../src/core/x509/certificate.ts';
import { enclosed } from '../../../src/core/x509/der.ts';
import { certificatesOf, derOf } from '../../../src/core/x509/pem.ts';
import { structureOf } from '../../../src/core/x509/structure.ts';
import type { LeafOptions } from '../../../src/sandbox/pki.ts';
import { type MadePair, oddAuthority, type TestAuthority, testAuthority } from '../../pki.ts';
import { hasV1beta4, kubeadmVersions } from './kubeadm-binary.ts';
import { type KubeadmRenewal, renewedByKubeadm } from './kubeadm-renewal.ts';
import { assertSameBytes } from './same-certificate.ts';

const leaves: readonly (readonly [string, string, LeafOptions])[] = [
  [
    'apiserver',
    'ca',
    {
      commonName: 'kube-apiserver',
      dnsNames: ['kubernetes', 'kubernetes.default', 'kubernetes.default.svc.cluster.local', 'cp-1', '*.example.com'],
      ipAddresses: ['192.168.0.10', '10.96.0.1', 'fd00::1', '::ffff:10.0.0.1', '2001:db8:0:0:1:0:0:1'],
      extendedKeyUsages: ['serverAuth'],
    },
  ],
  [
    'apiserver-kubelet-client',
    'ca',
    { commonName: 'kube-apiserver-kubelet-client', organizations: ['zoo', 'kubeadm:cluster-admins', 'a*', 'a@b', 'ü'] },
  ],
  ['front-proxy-client', 'front-proxy-ca', { commonName: 'front_proxy-client' }],
  [
    'etcd/server',
    'etcd/ca',
    {
      commonName: 'cp-1',
      dnsNames: ['localhost', 'cp-1'],
      ipAddresses: ['127.0.0.1', '::1'],
      extendedKeyUsages: ['serverAuth', 'clientAuth'],
    },
  ],
];

const algorithms: readonly KeyAlgorithm[] = ['RSA-2048', 'RSA-3072', 'RSA-4096', 'ECDSA-P256', 'ECDSA-P384'];
const authorities = algorithms.map((algorithm) => ({
  algorithm,
  authority: testAuthority({ commonName: 'kubernetes', algorithm }),
}));

for (const version of kubeadmVersions()) {
  for (const { algorithm, authority } of authorities) {
    for (const [baseName, authorityBaseName, options] of leaves) {
      test(`kubeadm ${version} and we make the same ${baseName} under an authority of ${algorithm}`, async () => {
        await compare({ version, baseName, authorityBaseName, authority, old: authority.leaf(options), algorithm });
      });
    }
  }

  for (const [what, authority] of Object.entries(oddAuthorities())) {
    test(`kubeadm ${version} and we make the same under ${what}`, async () => {
      await compare({ ...likeApiserver(authority), version });
    });
  }
}

for (const version of kubeadmVersions().filter(hasV1beta4)) {
  test(`kubeadm ${version} and we write dates beyond 2049 in the same way`, async () => {
    const authority = testAuthority({ commonName: 'kubernetes' });
    await compare({ ...likeApiserver(authority), version, validity: '262800h0m0s' });
  });
}

/** Same key, serial and dates given, every byte that is signed must be kubeadm's; with RSA the signature is, too. */
async function compare(renewal: KubeadmRenewal): Promise<void> {
  const theirs = certificatesOf(await renewedByKubeadm(renewal), 'kubeadm')[0];
  const old = certificatesOf(renewal.old.certificatePem, 'old')[0];
  assert.ok(theirs && old);
  assertSameBytes({ theirs, old, signer: renewal.authority.certificate });
}

function likeApiserver(authority: TestAuthority): Omit<KubeadmRenewal, 'version'> {
  const old: MadePair = authority.leaf({ commonName: 'kube-apiserver', dnsNames: ['cp-1'] });
  return { baseName: 'apiserver', authorityBaseName: 'ca', authority, old, algorithm: 'ECDSA-P256' };
}

function oddAuthorities(): Readonly<Record<string, TestAuthority>> {
  const attribute = (type: string, tag: number, value: string) =>
    enclosed(0x31, [enclosed(0x30, [Buffer.from(type, 'hex'), enclosed(tag, [Buffer.from(value)])])]);
  const subject = enclosed(0x30, [
    attribute('0603550403', 0x0c, 'kubernetes'),
    attribute('060355040b', 0x0c, 'Platform & Zürich'),
    attribute('0603550406', 0x13, 'CH'),
  ]);
  const extensions = structureOf(derOf(testAuthority({ commonName: 'kubernetes' }).certificate)).extensions;
  const withoutIdentifier = extensions.filter(({ objectIdentifier }) => objectIdentifier !== '2.5.29.14');
  return {
    'an authority with a name that kubeadm would not give': oddAuthority({ subject }),
    'an authority without a key identifier': oddAuthority({ extensions: withoutIdentifier }),
  };
}
