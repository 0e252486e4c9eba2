import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newPrivateKeyPem, oddAuthority, testAuthority } from '../../../test/pki.ts';
import { isSignedBy, signerOf } from './chain.ts';
import { enclosed } from './der.ts';
import { certificatesOf } from './pem.ts';

const privateKeyPem = newPrivateKeyPem();
const authority = testAuthority({ commonName: 'kubernetes', privateKeyPem });
const namesake = testAuthority({ commonName: 'kubernetes' });
const renamed = testAuthority({ commonName: 'kubernetes-2', privateKeyPem });
const renewed = testAuthority({ commonName: 'kubernetes', privateKeyPem, notBefore: 0, notAfter: 1000 });
const { certificate } = authority.leaf({ commonName: 'kube-apiserver' });

const cases: readonly (readonly [string, boolean, boolean])[] = [
  ['the authority that signed it', isSignedBy(certificate, authority.certificate), true],
  ['that authority with other dates, even past ones', isSignedBy(certificate, renewed.certificate), true],
  ['another of the same name', isSignedBy(certificate, namesake.certificate), false],
  ['another with the same key', isSignedBy(certificate, renamed.certificate), false],
  ['another leaf', isSignedBy(certificate, certificate), false],
];
for (const [what, signed, expected] of cases) {
  test(`a leaf is ${expected ? '' : 'not '}signed by ${what}`, () => assert.equal(signed, expected));
}

test('an authority signed itself', () => {
  assert.equal(isSignedBy(authority.certificate, authority.certificate), true);
});

test('a leaf with the right names and a foreign signature is not signed', () => {
  const forged = authority.leaf({ commonName: 'kube-apiserver', signedBy: namesake });
  assert.equal(isSignedBy(forged.certificate, authority.certificate), false);
});

test('a leaf of SHA-1 is signed; that it is weak is for others to say', () => {
  const rsa = testAuthority({ commonName: 'kubernetes', algorithm: 'RSA-2048' });
  const leaf = rsa.leaf({ commonName: 'a', signature: 'sha1' });
  assert.equal(leaf.certificate.signatureAlgorithm, 'sha1WithRSAEncryption');
  assert.equal(isSignedBy(leaf.certificate, rsa.certificate), true);
});

test('the signer is found among the members of a bundle', () => {
  const members = certificatesOf(namesake.certificatePem + authority.certificatePem, 'ca.crt');
  assert.equal(signerOf(certificate, members)?.fingerprint, authority.certificate.fingerprint);
  assert.equal(signerOf(certificate, [namesake.certificate]), undefined);
  assert.equal(signerOf(certificate, []), undefined);
});

test('a name in another encoding is another name, as it is to Go', () => {
  const named = (tag: number) => {
    const attribute = [Buffer.from('0603550403', 'hex'), enclosed(tag, [Buffer.from('kubernetes')])];
    return oddAuthority({ subject: enclosed(0x30, [enclosed(0x31, [enclosed(0x30, attribute)])]), privateKeyPem });
  };
  assert.equal(isSignedBy(certificate, named(0x13).certificate), true);
  assert.equal(isSignedBy(certificate, named(0x0c).certificate), false);
});
