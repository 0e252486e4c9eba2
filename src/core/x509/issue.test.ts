import assert from 'node:assert/strict';
import { createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { test } from 'node:test';
import { newPrivateKeyPem, oddAuthority, type TestAuthority, testAuthority } from '../../../test/pki.ts';
import { enclosed } from './der.ts';
import { authorityKeyIdentifierOf, extensionOf, subjectKeyIdentifierOf } from './extensions.ts';
import { certificatePem, toBeSigned } from './issue.ts';
import type { NameKind } from './other-names.ts';
import { derOf } from './pem.ts';
import { structureOf } from './structure.ts';

const authority = testAuthority({ commonName: 'kubernetes' });
const O = '060355040a';
const CN = '0603550403';
const structureFrom = (options: Parameters<TestAuthority['leaf']>[0], signer: TestAuthority = authority) =>
  structureOf(derOf(signer.leaf(options).certificate));

test('extensions come in the order and with the criticality of Go', () => {
  const { extensions, version } = structureFrom({ commonName: 'a', dnsNames: ['a'] });
  assert.equal(version, 3);
  assert.deepEqual(
    extensions.map(({ objectIdentifier, critical }) => [objectIdentifier, critical]),
    [
      ['2.5.29.15', true],
      ['2.5.29.37', false],
      ['2.5.29.19', true],
      ['2.5.29.35', false],
      ['2.5.29.17', false],
    ],
  );
});

test('extensions have the bytes of Go', () => {
  const leaf = structureFrom({
    commonName: 'a',
    dnsNames: ['b', 'a', 'b'],
    ipAddresses: ['10.0.0.1', '::ffff:10.0.0.1', 'fd00::1'],
    extendedKeyUsages: ['serverAuth', 'clientAuth'],
  });
  const hex = (kind: Parameters<typeof extensionOf>[1]) => extensionOf(leaf, kind)?.value.toString('hex');
  assert.equal(hex('keyUsage'), '030205a0');
  assert.equal(hex('basicConstraints'), '3000');
  assert.equal(hex('extendedKeyUsage'), '301406082b0601050507030106082b06010505070302');
  const names = ['820161', '820162', '87040a000001', '8710fd000000000000000000000000000001'].join('');
  assert.equal(hex('subjectAlternativeName'), `301e${names}`);
  assert.equal(hex('subjectKeyIdentifier'), undefined);
});

test('names of other kinds follow DNS names and addresses, each once, in the order they were in', () => {
  const otherNames = ['URI:b', 'email:a', 'URI:a', 'URI:b', 'other:88032a0304'];
  const leaf = structureFrom({ commonName: 'a', otherNames, ipAddresses: ['10.0.0.1'], dnsNames: ['d'] });
  const names = ['820164', '87040a000001', '860162', '810161', '860161', '88032a0304'].join('');
  assert.equal(extensionOf(leaf, 'subjectAlternativeName')?.value.toString('hex'), `3017${names}`);
});

test('a name of another kind alone is enough for the extension', () => {
  const names = extensionOf(structureFrom({ commonName: '', otherNames: ['URI:a'] }), 'subjectAlternativeName');
  assert.deepEqual([names?.critical, names?.value.toString('hex')], [true, '3003860161']);
});

test('the authority key identifier is that of the signer', () => {
  const identifier = subjectKeyIdentifierOf(structureOf(derOf(authority.certificate)));
  assert.equal(identifier?.length, 20);
  assert.deepEqual(authorityKeyIdentifierOf(structureFrom({ commonName: 'a' })), identifier);
});

test('without a key identifier of the signer there is none', () => {
  const bare = oddAuthority({
    extensions: [{ objectIdentifier: '2.5.29.19', critical: true, value: Buffer.from('30030101ff', 'hex') }],
  });
  assert.equal(extensionOf(structureFrom({ commonName: 'a' }, bare), 'authorityKeyIdentifier'), undefined);
});

test('a leaf with the name of its signer has no authority key identifier, as in Go', () => {
  assert.equal(extensionOf(structureFrom({ commonName: 'kubernetes' }), 'authorityKeyIdentifier'), undefined);
});

test('the issuer is the signer’s subject, byte for byte, however strange', () => {
  const attribute = (type: string, tag: number, value: Buffer) =>
    enclosed(0x31, [enclosed(0x30, [Buffer.from(type, 'hex'), enclosed(tag, [value])])]);
  const subject = enclosed(0x30, [
    attribute('0603550403', 0x0c, Buffer.from('kubernetes')),
    attribute('060355040b', 0x1e, Buffer.from('004b00f6', 'hex')),
    attribute('060355040a', 0x14, Buffer.from('Z\xfcrich', 'latin1')),
    attribute('060a0992268993f22c640119', 0x16, Buffer.from('example')),
  ]);
  const odd = oddAuthority({ subject });
  assert.deepEqual(structureFrom({ commonName: 'a' }, odd).issuer, subject);
});

const names: readonly (readonly [string, { commonName: string; organizations: readonly string[] }, string])[] = [
  [
    'kubeadm’s names are PrintableStrings',
    { commonName: 'k', organizations: ['system:masters'] },
    `${set(O, 13, 'system:masters')}${set(CN, 13, 'k')}`,
  ],
  [
    'what PrintableString lacks is UTF8String',
    { commonName: 'a_b', organizations: ['*'] },
    `${set(O, '0c', '*')}${set(CN, '0c', 'a_b')}`,
  ],
  [
    'so are @, & and everything beyond ASCII',
    { commonName: 'ü', organizations: ['a@b'] },
    `${set(O, '0c', 'a@b')}${set(CN, '0c', 'ü')}`,
  ],
  ['an empty common name is left out', { commonName: '', organizations: ['o'] }, set(O, 13, 'o')],
];
for (const [what, subject, expected] of names) {
  test(what, () => {
    assert.equal(structureFrom(subject).subject.subarray(2).toString('hex'), expected);
  });
}

test('several organizations are one set, in DER’s order', () => {
  const { subject } = structureFrom({ commonName: '', organizations: ['bb', 'a', 'aa'] });
  const values = ['13' + '01' + hexOf('a'), '13' + '02' + hexOf('aa'), '13' + '02' + hexOf('bb')];
  const attributes = values.map((value) => Buffer.from(`${O}${value}`, 'hex')).map((value) => enclosed(0x30, [value]));
  assert.deepEqual(subject, enclosed(0x30, [enclosed(0x31, attributes)]));
});

test('with an empty subject the alternative names are critical (RFC 5280 section 4.2.1.6)', () => {
  const leaf = structureFrom({ commonName: '', dnsNames: ['a'] });
  assert.equal(extensionOf(leaf, 'subjectAlternativeName')?.critical, true);
});

const times: readonly (readonly [string, number, string])[] = [
  ['the last second of 2049 is a UTCTime', Date.UTC(2049, 11, 31, 23, 59, 59), `170d${hexOf('491231235959Z')}`],
  ['its milliseconds are dropped', Date.UTC(2049, 11, 31, 23, 59, 59, 999), `170d${hexOf('491231235959Z')}`],
  ['the first second of 2050 is a GeneralizedTime', Date.UTC(2050, 0, 1), `180f${hexOf('20500101000000Z')}`],
  ['the end of all time is a GeneralizedTime', Date.UTC(9999, 11, 31, 23, 59, 59), `180f${hexOf('99991231235959Z')}`],
];
for (const [what, notAfter, expected] of times) {
  test(what, () => {
    const { certificate } = authority.leaf({ commonName: 'a', notAfter });
    assert.ok(derOf(certificate).toString('hex').includes(expected));
    assert.equal(certificate.notAfter, Math.floor(notAfter / 1000) * 1000);
  });
}

const NULL_PARAMETERS = '0500';
const signers = [
  ['RSA-2048', 'sha256WithRSAEncryption', NULL_PARAMETERS],
  ['RSA-3072', 'sha256WithRSAEncryption', NULL_PARAMETERS],
  ['ECDSA-P256', 'ecdsa-with-SHA256', ''],
  ['ECDSA-P384', 'ecdsa-with-SHA384', ''],
] as const;
for (const [algorithm, signatureAlgorithm, parameters] of signers) {
  test(`an authority of ${algorithm} signs ${signatureAlgorithm}`, () => {
    const { certificate } = testAuthority({ commonName: 'a', algorithm }).leaf({ commonName: 'b' });
    assert.equal(certificate.signatureAlgorithm, signatureAlgorithm);
    const { signatureAlgorithmIdentifier } = structureOf(derOf(certificate));
    assert.equal(signatureAlgorithmIdentifier.toString('hex').endsWith(NULL_PARAMETERS), parameters !== '');
  });
}

const ordered = (signer: TestAuthority['certificate'], names: Partial<Record<NameKind, string[]>> = {}) =>
  toBeSigned({
    request: {
      commonName: 'a',
      organizations: [],
      dnsNames: [],
      ipAddresses: [],
      extendedKeyUsages: [],
      notBefore: 0,
      notAfter: 1000,
      ...names,
    },
    publicKey: createPublicKey(authority.privateKeyPem).export({ type: 'spki', format: 'der' }),
    serial: 1n,
    signer,
  });

test('a signature by a key that is not the authority’s is refused', () => {
  const body = ordered(authority.certificate);
  const signature = sign(body.digest, body.bytes, createPrivateKey(newPrivateKeyPem()));
  assert.throws(() => certificatePem({ toBeSigned: body, signature, signer: authority.certificate }), {
    code: 'authority-mismatch',
  });
});

test('an authority with a key that kubeadm refuses is refused', () => {
  const { privateKey } = generateKeyPairSync('ed25519');
  const text = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const signer = authority.leaf({ commonName: 'intermediate', privateKeyPem: text }).certificate;
  assert.throws(() => ordered(signer), { code: 'plan-invalid' });
});

test('names that cannot be certified are refused', () => {
  assert.throws(() => ordered(authority.certificate, { dnsNames: ['zürich.example'] }), { code: 'plan-invalid' });
  assert.throws(() => ordered(authority.certificate, { ipAddresses: ['10.0.0.256'] }), { code: 'plan-invalid' });
  for (const otherName of ['spiffe://a', 'other:86', 'other:8602']) {
    assert.throws(() => ordered(authority.certificate, { otherNames: [otherName] }), { code: 'plan-invalid' });
  }
});

function set(type: string, tag: number | string, value: string): string {
  const string = enclosed(Number.parseInt(String(tag), 16), [Buffer.from(value)]);
  return enclosed(0x31, [enclosed(0x30, [Buffer.from(type, 'hex'), string])]).toString('hex');
}

function hexOf(text: string): string {
  return Buffer.from(text).toString('hex');
}
