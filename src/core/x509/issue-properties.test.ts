import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { newPrivateKeyPem, testAuthority } from '../../../test/pki.ts';
import { addressText } from './ip-address.ts';

const authority = testAuthority({ commonName: 'kubernetes' });
const privateKeyPem = newPrivateKeyPem();

const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 });
const label = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,20}[a-z0-9])?$/);
const dnsName = fc.array(label, { minLength: 1, maxLength: 5 }).map((labels) => labels.join('.'));
const octets = fc.oneof(fc.uint8Array({ minLength: 4, maxLength: 4 }), fc.uint8Array({ minLength: 16, maxLength: 16 }));
const address = octets.map((bytes) => addressText(Buffer.from(bytes)) ?? '');
const otherName = fc
  .tuple(fc.constantFrom('URI:', 'email:'), fc.stringMatching(/^[!-~]{0,300}$/))
  .map(([prefix, content]) => prefix + content);
const usage = fc.constantFrom('serverAuth', 'clientAuth', '1.3.6.1.5.5.7.3.9');
/** Seconds, from 1970 to 9999, mostly around the change of encodings. */
const second = fc.oneof(
  fc.integer({ min: Date.UTC(2049, 11, 31) / 1000, max: Date.UTC(2050, 0, 2) / 1000 }),
  fc.integer({ min: 0, max: Date.UTC(9999, 11, 31) / 1000 }),
);

const unique = <T>(values: readonly T[]) => [...new Set(values)];

test('names, usages and addresses come back as they were asked for', () => {
  const options = fc.record({
    commonName: text,
    organizations: fc.array(text, { maxLength: 3 }),
    dnsNames: fc.array(dnsName, { maxLength: 10 }),
    ipAddresses: fc.array(address, { maxLength: 10 }),
    otherNames: fc.array(otherName, { maxLength: 10 }),
    extendedKeyUsages: fc.uniqueArray(usage, { minLength: 1 }),
  });
  const property = fc.property(options, (asked) => {
    const { certificate } = authority.leaf({ ...asked, privateKeyPem });
    assert.equal(certificate.subject.commonName, asked.commonName);
    assert.deepEqual(certificate.subject.organizations.toSorted(), asked.organizations.toSorted());
    assert.deepEqual(certificate.dnsNames, unique(asked.dnsNames).sort());
    assert.deepEqual(certificate.ipAddresses, unique(asked.ipAddresses));
    assert.deepEqual(certificate.otherNames, unique(asked.otherNames));
    assert.deepEqual(certificate.extendedKeyUsages, asked.extendedKeyUsages);
  });
  fc.assert(property, { numRuns: 200 });
});

test('dates come back to the second, and Node reads the same', () => {
  const property = fc.property(second, second, (one, other) => {
    const [notBefore, notAfter] = [Math.min(one, other) * 1000, Math.max(one, other) * 1000];
    const { certificate, certificatePem } = authority.leaf({ commonName: 'a', notBefore, notAfter, privateKeyPem });
    assert.deepEqual([certificate.notBefore, certificate.notAfter], [notBefore, notAfter]);
    const { validFrom, validTo } = new X509Certificate(certificatePem);
    assert.deepEqual([Date.parse(validFrom), Date.parse(validTo)], [notBefore, notAfter]);
  });
  fc.assert(property, { numRuns: 200 });
});

test('every serial of 63 bits comes back', () => {
  const property = fc.property(fc.bigInt({ min: 1n, max: (1n << 63n) - 1n }), (serial) => {
    const { certificate } = authority.leaf({ commonName: 'a', serial, privateKeyPem });
    assert.equal(certificate.serial, serial.toString(16).toUpperCase());
  });
  fc.assert(property, { numRuns: 100 });
});
