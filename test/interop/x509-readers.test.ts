import 'reflect-metadata';
import assert from 'node:assert/strict';
import { X509Certificate as NodeCertificate } from 'node:crypto';
import { test } from 'node:test';
import {
  BasicConstraintsExtension,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  X509Certificate as PeculiarCertificate,
} from '@peculiar/x509';
import fc from 'fast-check';
import type { LeafOptions } from '../../src/sandbox/pki.ts';
import { type MadePair, newPrivateKeyPem, testAuthority } from '../pki.ts';

const authority = testAuthority({ commonName: 'kubernetes' });
const privateKeyPem = newPrivateKeyPem();

const label = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,10}[a-z0-9])?$/);
const dnsName = fc.array(label, { minLength: 1, maxLength: 4 }).map((labels) => labels.join('.'));
const asked = fc.record({
  commonName: fc.stringMatching(/^[a-zA-Z0-9:._@*-]{1,40}$/),
  organizations: fc.array(fc.stringMatching(/^[a-zA-Z0-9:._@*-]{1,20}$/), { maxLength: 1 }),
  dnsNames: fc.array(dnsName, { maxLength: 6 }),
  ipAddresses: fc.array(fc.oneof(fc.ipV4(), fc.ipV6()), { maxLength: 6 }),
  extendedKeyUsages: fc.uniqueArray(fc.constantFrom('serverAuth', 'clientAuth'), { minLength: 1 }),
  notAfter: fc.integer({ min: Date.UTC(2049, 11, 1) / 1000, max: Date.UTC(2050, 1, 1) / 1000 }).map((s) => s * 1000),
});

/** Made within the property, so that no counterexample shows a key. */
function leafOf(options: LeafOptions): Pick<MadePair, 'certificate' | 'certificatePem'> {
  return authority.leaf({ ...options, notBefore: Date.UTC(2026, 0, 1), privateKeyPem });
}

test('Node reads our certificates as we do', () => {
  const property = fc.property(asked, (options) => {
    const { certificate, certificatePem } = leafOf(options);
    const node = new NodeCertificate(certificatePem);
    assert.equal(node.serialNumber.replace(/^0+/, ''), certificate.serial);
    assert.equal(Date.parse(node.validTo), certificate.notAfter);
    assert.equal(node.ca, false);
    assert.equal(node.fingerprint256.replaceAll(':', '').toLowerCase(), certificate.fingerprint);
    const { subject } = node.toLegacyObject();
    assert.equal(subject.CN, certificate.subject.commonName);
    assert.ok(node.checkIssued(new NodeCertificate(authority.certificatePem)));
    for (const name of certificate.dnsNames) assert.equal(node.checkHost(name, { partialWildcards: false }), name);
    for (const address of certificate.ipAddresses) assert.equal(node.checkIP(address), address);
  });
  fc.assert(property, { numRuns: 100 });
});

test('@peculiar/x509 reads our certificates as we do', () => {
  const property = fc.property(asked, (options) => {
    const { certificate, certificatePem } = leafOf(options);
    const peculiar = new PeculiarCertificate(certificatePem);
    assert.equal(peculiar.notAfter.getTime(), certificate.notAfter);
    assert.deepEqual(peculiar.subjectName.getField('CN'), [certificate.subject.commonName]);
    assert.deepEqual(peculiar.subjectName.getField('O'), certificate.subject.organizations);
    assert.equal(peculiar.getExtension(KeyUsagesExtension)?.usages, LEAF_USAGES);
    assert.equal(peculiar.getExtension(BasicConstraintsExtension)?.ca, false);
    const usages = Array.from(peculiar.getExtension(ExtendedKeyUsageExtension)?.usages ?? [], String);
    assert.deepEqual(
      usages.map((usage) => usageNames[usage]),
      certificate.extendedKeyUsages,
    );
    const names = peculiar.getExtension(SubjectAlternativeNameExtension)?.names.toJSON() ?? [];
    assert.deepEqual(
      names.map(({ value }) => value),
      [...certificate.dnsNames, ...certificate.ipAddresses],
    );
  });
  fc.assert(property, { numRuns: 100 });
});

test('@peculiar/x509 verifies our signatures', async () => {
  for (const algorithm of ['RSA-2048', 'ECDSA-P256', 'ECDSA-P384'] as const) {
    const signer = testAuthority({ commonName: 'kubernetes', algorithm });
    const namesake = testAuthority({ commonName: 'kubernetes', algorithm });
    const made = new PeculiarCertificate(signer.leaf({ commonName: 'a' }).certificatePem);
    const options = { publicKey: new PeculiarCertificate(signer.certificatePem), signatureOnly: true };
    assert.equal(await made.verify(options), true);
    assert.equal(await made.verify({ ...options, publicKey: new PeculiarCertificate(namesake.certificatePem) }), false);
  }
});

const LEAF_USAGES = KeyUsageFlags.digitalSignature | KeyUsageFlags.keyEncipherment;
const usageNames: Readonly<Record<string, string>> = {
  '1.3.6.1.5.5.7.3.1': 'serverAuth',
  '1.3.6.1.5.5.7.3.2': 'clientAuth',
};
