import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { test } from 'node:test';
import { newPrivateKeyPem, oddAuthority, testAuthority, weakPrivateKeyPem } from '../../../test/pki.ts';
import type { KeyAlgorithm } from './certificate.ts';
import { certificateOf, certificatesOf, derOf } from './pem.ts';

const authority = testAuthority({ commonName: 'kubernetes' });

test('a leaf is read with everything kubeadm put into it', () => {
  const { certificatePem } = authority.leaf({
    commonName: 'kube-apiserver',
    organizations: ['kubeadm:cluster-admins'],
    dnsNames: ['kubernetes', 'cp-1'],
    ipAddresses: ['10.96.0.1', 'fd00::0:1'],
    extendedKeyUsages: ['serverAuth', 'clientAuth', '1.3.6.1.5.5.7.3.9'],
    notBefore: Date.UTC(2026, 0, 2, 3, 4, 5),
    notAfter: Date.UTC(2051, 0, 2, 3, 4, 5),
    serial: 0xabcdefn,
  });
  const [leaf] = certificatesOf(certificatePem, 'apiserver.crt');
  assert.ok(leaf);
  const { pem, fingerprint, key, ...rest } = leaf;
  assert.deepEqual(rest, {
    serial: 'ABCDEF',
    subject: {
      commonName: 'kube-apiserver',
      organizations: ['kubeadm:cluster-admins'],
      text: 'O=kubeadm:cluster-admins, CN=kube-apiserver',
    },
    issuer: { commonName: 'kubernetes', organizations: [], text: 'CN=kubernetes' },
    notBefore: Date.UTC(2026, 0, 2, 3, 4, 5),
    notAfter: Date.UTC(2051, 0, 2, 3, 4, 5),
    dnsNames: ['cp-1', 'kubernetes'],
    ipAddresses: ['10.96.0.1', 'fd00::1'],
    otherNames: [],
    extendedKeyUsages: ['serverAuth', 'clientAuth', '1.3.6.1.5.5.7.3.9'],
    isAuthority: false,
    signatureAlgorithm: 'ecdsa-with-SHA256',
  });
  assert.equal(pem, certificatePem);
  assert.equal(fingerprint, new X509Certificate(certificatePem).fingerprint256.replaceAll(':', '').toLowerCase());
  assert.equal(key.text, 'EC P-256');
});

test('an authority is one', () => {
  assert.equal(authority.certificate.isAuthority, true);
  assert.deepEqual(authority.certificate.dnsNames, ['kubernetes']);
});

test('a serial has no leading zeros, however OpenSSL pads it', () => {
  assert.equal(authority.leaf({ commonName: 'a', serial: 0x0abcn }).certificate.serial, 'ABC');
  assert.equal(authority.leaf({ commonName: 'a', serial: 0n }).certificate.serial, '0');
});

test('a file may hold several certificates, text, other blocks, CRLF and blanks at the ends of lines', () => {
  const one = authority.leaf({ commonName: 'one' });
  const two = authority.leaf({ commonName: 'two' });
  const text = [
    'subject: one',
    one.certificatePem,
    two.privateKeyPem,
    '',
    two.certificatePem.replaceAll('\n', ' \n'),
    'end',
  ];
  const names = (file: string) => certificatesOf(file, 'bundle.crt').map(({ subject }) => subject.commonName);
  assert.deepEqual(names(text.join('\n')), ['one', 'two']);
  assert.deepEqual(names(text.join('\n').replaceAll('\n', '\r\n')), ['one', 'two']);
  assert.deepEqual(names(text.join('\n').trimEnd()), ['one', 'two']);
});

test('a certificate with PEM headers is skipped, as client-go does', () => {
  const [plain, headed] = ['plain', 'headed'].map((commonName) => authority.leaf({ commonName }).certificatePem);
  assert.ok(plain && headed);
  const text = headed.replace('-----\n', '-----\nX-Made-By: somebody\nX-Made-By: somebody\n\n') + plain;
  assert.deepEqual(
    certificatesOf(text, 'ca.crt').map(({ subject }) => subject.commonName),
    ['plain'],
  );
});

test('bytes and text give the same', () => {
  const { certificatePem, certificate } = authority;
  assert.deepEqual(certificatesOf(Buffer.from(certificatePem), 'ca.crt'), [certificate]);
  assert.deepEqual(certificateOf(derOf(certificate)), certificate);
});

const kinds: readonly (readonly [KeyAlgorithm, string, number])[] = [
  ['RSA-2048', 'RSA 2048', 2048],
  ['RSA-3072', 'RSA 3072', 3072],
  ['ECDSA-P256', 'EC P-256', 256],
  ['ECDSA-P384', 'EC P-384', 384],
];
for (const [algorithm, text, bits] of kinds) {
  test(`a key of ${algorithm} is recognised`, () => {
    const { key } = authority.leaf({ commonName: 'a', privateKeyPem: newPrivateKeyPem(algorithm) }).certificate;
    assert.deepEqual([key.algorithm, key.text, key.bits], [algorithm, text, bits]);
  });
}

test('a key that kubeadm does not make is told in words', () => {
  const { key } = authority.leaf({ commonName: 'a', privateKeyPem: weakPrivateKeyPem() }).certificate;
  assert.deepEqual([key.algorithm, key.text, key.bits], ['other', 'RSA 1024', 1024]);
});

test('a certificate without any extension is read', () => {
  const { certificate } = oddAuthority({ extensions: [] });
  assert.equal(certificate.isAuthority, false);
  assert.deepEqual([certificate.dnsNames, certificate.extendedKeyUsages], [[], []]);
});
