import assert from 'node:assert/strict';
import type { Certificate } from '../../../src/core/x509/certificate.ts';
import { isSignedBy } from '../../../src/core/x509/chain.ts';
import { childrenOf, elementOf, enclosed } from '../../../src/core/x509/der.ts';
import { assembledPem, toBeSigned } from '../../../src/core/x509/issue.ts';
import { derOf } from '../../../src/core/x509/pem.ts';
import { structureOf } from '../../../src/core/x509/structure.ts';

/** Asserts that two certificates are the same in every field but key, serial and times, encoding included. */
export function assertSameFields(one: Certificate, other: Certificate): void {
  assert.deepEqual(fieldsOf(one), fieldsOf(other));
}

/**
 * Asserts that we would have signed, byte for byte, what kubeadm made of an old certificate, had we had its key, serial and times;
 * and that we would have put its signature where it did.
 */
export function assertSameBytes(made: {
  readonly theirs: Certificate;
  readonly old: Certificate;
  readonly signer: Certificate;
}): void {
  const { theirs, old, signer } = made;
  assert.ok(isSignedBy(theirs, signer));
  assert.notEqual(theirs.fingerprint, old.fingerprint);
  const theirFields = structureOf(derOf(theirs));
  const { dnsNames, ipAddresses, extendedKeyUsages, subject } = old;
  const { notBefore, notAfter } = theirs;
  const request = { ...subject, dnsNames, ipAddresses, extendedKeyUsages, notBefore, notAfter };
  const { subjectPublicKeyInfo: publicKey, serial } = theirFields;
  const { bytes } = toBeSigned({ request, publicKey, serial, signer });
  assert.deepEqual(structureOf(enclosed(0x30, [bytes])), theirFields);
  const [fields, , signature] = childrenOf(elementOf(derOf(theirs)));
  assert.ok(fields && signature);
  assert.equal(Buffer.from(bytes).toString('hex'), fields.bytes.toString('hex'));
  assert.equal(assembledPem(bytes, signature.content.subarray(1)), theirs.pem);
}

/** RFC 5280 section 4.1, in hexadecimal: all but serial, times and key. */
function fieldsOf(certificate: Certificate): Readonly<Record<string, string | readonly string[] | undefined>> {
  const [toBeSigned, algorithm] = childrenOf(elementOf(derOf(certificate)));
  assert.ok(toBeSigned && algorithm);
  const [version, , signature, issuer, , subject, , ...rest] = childrenOf(toBeSigned).map(({ bytes }) =>
    bytes.toString('hex'),
  );
  const extensions = structureOf(derOf(certificate)).extensions.map(
    ({ objectIdentifier, critical, value }) =>
      `${objectIdentifier}${critical ? ' critical' : ''} ${value.toString('hex')}`,
  );
  const algorithms = { signature, algorithm: algorithm.bytes.toString('hex') };
  return { version, ...algorithms, issuer, subject, extensions, rest };
}
