import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type MadePair, newPrivateKeyPem, oddAuthority, testAuthority } from '../../../test/pki.ts';
import { DAY } from '../instant.ts';
import type { IssueRequest } from '../plan/plan.ts';
import { derOf } from './pem.ts';
import { structureOf } from './structure.ts';
import { problemsOfMade } from './verify-made.ts';

const notBefore = Date.UTC(2026, 10, 23);
const authority = testAuthority({ commonName: 'kubernetes', notBefore });
const namesake = testAuthority({ commonName: 'kubernetes', notBefore });
const request: IssueRequest = {
  name: 'apiserver',
  commonName: 'kube-apiserver',
  organizations: ['b', 'a'],
  dnsNames: ['kubernetes', 'cp-1'],
  ipAddresses: ['10.96.0.1', 'FD00::0:1'],
  otherNames: ['URI:spiffe://a', 'other:88032a0304'],
  sanChanges: { added: [], removed: [] },
  extendedKeyUsages: ['serverAuth'],
  notBefore,
  notAfter: notBefore + 365 * DAY + 999,
  key: { kind: 'new', algorithm: 'ECDSA-P256' },
  signer: {
    authority: 'ca',
    certificatePath: '/etc/kubernetes/pki/ca.crt',
    keyPath: '/etc/kubernetes/pki/ca.key',
    fingerprint: authority.certificate.fingerprint,
  },
};
const right = authority.leaf(asked());

/** What the authority is asked for, without the parts of the plan that it does not know. */
function asked() {
  const { commonName, organizations, dnsNames, ipAddresses, otherNames = [], extendedKeyUsages, notAfter } = request;
  return { commonName, organizations, dnsNames, ipAddresses, otherNames, extendedKeyUsages, notBefore, notAfter };
}

function problems({ certificatePem, privateKeyPem }: MadePair, changed: Partial<IssueRequest> = {}): readonly string[] {
  const made = { certificatePem, privateKeyPem, request: { ...request, ...changed } };
  return problemsOfMade({ ...made, signer: authority.certificate });
}

test('a certificate that is as asked for has no problems', () => {
  assert.deepEqual(problems(right), []);
});

test('the key may be known by its digest alone', () => {
  const made = { certificatePem: right.certificatePem, request, signer: authority.certificate };
  const { publicKeyDigest } = right.certificate.key;
  assert.deepEqual(problemsOfMade({ ...made, publicKeyDigest }), []);
  assert.deepEqual(problemsOfMade({ ...made, publicKeyDigest: '00' }), ['it certifies another key']);
});

const past = authority.certificate.notAfter + DAY;
const cases: readonly (readonly [string, MadePair, readonly string[]])[] = [
  ['another common name', authority.leaf({ ...asked(), commonName: 'x' }), ['the common name differs']],
  ['a missing organization', authority.leaf({ ...asked(), organizations: ['a'] }), ['the organizations differ']],
  ['a lost DNS name', authority.leaf({ ...asked(), dnsNames: ['cp-1'] }), ['the DNS names differ']],
  [
    'a gained address',
    authority.leaf({ ...asked(), ipAddresses: [...request.ipAddresses, '::2'] }),
    ['the addresses differ'],
  ],
  ['a lost URI', authority.leaf({ ...asked(), otherNames: ['other:88032a0304'] }), ['the names of other kinds differ']],
  [
    'a gained mailbox',
    authority.leaf({ ...asked(), otherNames: [...asked().otherNames, 'email:a@b'] }),
    ['the names of other kinds differ'],
  ],
  [
    'another usage',
    authority.leaf({ ...asked(), extendedKeyUsages: ['clientAuth'] }),
    ['the extended key usages differ'],
  ],
  ['an earlier begin', authority.leaf({ ...asked(), notBefore: notBefore - 1000 }), ['it begins at another time']],
  [
    'a later end',
    authority.leaf({ ...asked(), notAfter: past }),
    ['it ends at another time', 'it outlives its authority'],
  ],
  ['a foreign signature', authority.leaf({ ...asked(), signedBy: namesake }), ['it is not signed by CN=kubernetes']],
  [
    'a serial of 64 bits',
    authority.leaf({ ...asked(), serial: 1n << 63n }),
    ['the serial is not a positive number of 63 bits'],
  ],
  ['the serial 0', authority.leaf({ ...asked(), serial: 0n }), ['the serial is not a positive number of 63 bits']],
  ['a key of another kind', authority.leaf({ ...asked(), algorithm: 'ECDSA-P384' }), ['the key is EC P-384']],
  ['another private key', { ...right, privateKeyPem: newPrivateKeyPem() }, ['the private key belongs to another']],
  [
    'two certificates',
    { ...right, certificatePem: right.certificatePem.repeat(2) },
    ['there is not exactly one certificate'],
  ],
];
for (const [what, made, expected] of cases) {
  test(`${what} is a problem`, () => assert.deepEqual(problems(made), expected));
}

test('a reused key may be of any kind', () => {
  const made = authority.leaf({ ...asked(), algorithm: 'ECDSA-P384' });
  assert.deepEqual(problems(made, { key: { kind: 'reuse', path: '/etc/kubernetes/pki/apiserver.key' } }), []);
});

test('a certificate that ends before it begins is a problem', () => {
  const backward = { notBefore: notBefore + 2000, notAfter: notBefore + 1000 };
  assert.deepEqual(problems(authority.leaf({ ...asked(), ...backward }), backward), ['it ends before it begins']);
});

test('an authority in place of a leaf is a problem, by its usage and constraints', () => {
  const found = problems(oddAuthority({ subject: structureOf(derOf(right.certificate)).subject }));
  assert.ok(found.includes('it may sign others'));
  assert.ok(found.includes('the key usage differs'));
  assert.ok(found.includes('the authority key identifier differs'));
});

test('bytes that are no certificate are a problem, not an error', () => {
  assert.deepEqual(problems({ ...right, certificatePem: '' }), ['the new certificate is empty']);
  assert.match(problems({ ...right, privateKeyPem: 'x' }).join(), /the new key holds no private key/);
});
