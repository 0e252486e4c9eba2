import { verify, X509Certificate } from 'node:crypto';
import { AsnConvert, OctetString } from '@peculiar/asn1-schema';
import { AlgorithmIdentifier, Extension, Extensions, Validity } from '@peculiar/asn1-x509';
import { PerennialError } from '../errors.ts';
import type { Instant } from '../instant.ts';
import type { IssueRequest } from '../plan/plan.ts';
import type { Certificate } from './certificate.ts';
import { enclosed } from './der.ts';
import { subjectKeyIdentifierOf } from './extensions.ts';
import { authorityExtensions, type EncodedExtension, leafExtensions } from './issue-extensions.ts';
import { subjectName } from './issue-name.ts';
import type { NameKind } from './other-names.ts';
import { derOf, pemOf } from './pem.ts';
import { type CertificateStructure, structureOf } from './structure.ts';

export interface ToBeSigned {
  /** TBSCertificate, DER. */
  readonly bytes: Uint8Array;
  readonly digest: SigningDigest;
}

export type SigningDigest = 'sha256' | 'sha384' | 'sha512';

/** The part of a request that ends up in the certificate. */
export type Certified = Pick<
  IssueRequest,
  'commonName' | 'organizations' | NameKind | 'extendedKeyUsages' | 'notBefore' | 'notAfter'
>;

/** What kubeadm puts into a leaf (kubeadm pkiutil NewSignedCert, Go crypto/x509 CreateCertificate), under this signer. */
export function toBeSigned(leaf: {
  readonly request: Certified;
  /** SubjectPublicKeyInfo, DER. */
  readonly publicKey: Uint8Array;
  readonly serial: bigint;
  readonly signer: Certificate;
}): ToBeSigned {
  const { request, publicKey, serial, signer } = leaf;
  const signing = signingOf(signer.key.text);
  const issuer = structureOf(derOf(signer));
  const subject = subjectName(request);
  const bytes = encodedFields({
    serial,
    algorithm: signing.identifier,
    issuer: issuer.subject,
    ...request,
    subject,
    publicKey,
    extensions: leafExtensions({ request, subject, authorityKeyIdentifier: identifierFor(subject, issuer) }),
  });
  return { bytes, digest: signing.digest };
}

/** A self-signed authority as `kubeadm init` makes one (client-go util/cert NewSelfSignedCACert). */
export function authorityToBeSigned(authority: {
  readonly commonName: string;
  readonly notBefore: Instant;
  readonly notAfter: Instant;
  readonly publicKey: Uint8Array;
  readonly serial: bigint;
  /** As in KeyFacts. */
  readonly keyText: string;
}): ToBeSigned {
  const signing = signingOf(authority.keyText);
  const subject = subjectName({ commonName: authority.commonName, organizations: [] });
  const extensions = authorityExtensions(authority);
  const bytes = encodedFields({ ...authority, algorithm: signing.identifier, issuer: subject, subject, extensions });
  return { bytes, digest: signing.digest };
}

/**
 * The finished certificate. Throws `authority-mismatch` when the signature is not the signer's: a key that does not belong to the
 * authority's certificate, which Go's CreateCertificate refuses too.
 */
export function certificatePem(made: {
  readonly toBeSigned: ToBeSigned;
  readonly signature: Uint8Array;
  readonly signer: Certificate;
}): string {
  const { bytes, digest } = made.toBeSigned;
  const publicKey = new X509Certificate(made.signer.pem).publicKey;
  if (verify(digest, bytes, publicKey, made.signature)) return assembledPem(bytes, made.signature);
  throw new PerennialError('authority-mismatch', `the key used is not that of ${made.signer.subject.text}`, {
    hint: "the authority's certificate and private key belong to different key pairs",
  });
}

/** Fields and signature put together, unseen (RFC 5280 section 4.1.1); the algorithm is the one named in the fields. */
export function assembledPem(fields: Uint8Array, signature: Uint8Array): string {
  const { signatureAlgorithmIdentifier } = structureOf(enclosed(SEQUENCE, [fields]));
  const bits = enclosed(0x03, [Buffer.from([0]), signature]);
  return pemOf('CERTIFICATE', enclosed(SEQUENCE, [fields, signatureAlgorithmIdentifier, bits]));
}

/** TBSCertificate (RFC 5280 section 4.1). Issuer and key go in byte for byte as they were, whatever their encoding. */
export function encodedFields(fields: {
  readonly serial: bigint;
  /** AlgorithmIdentifier, DER, of the signature to come. */
  readonly algorithm: Uint8Array;
  readonly issuer: Uint8Array;
  readonly notBefore: Instant;
  readonly notAfter: Instant;
  readonly subject: Uint8Array;
  readonly publicKey: Uint8Array;
  readonly extensions: readonly EncodedExtension[];
}): Buffer {
  const extensions = fields.extensions.map(
    ({ objectIdentifier, critical, value }) =>
      new Extension({ extnID: objectIdentifier, critical, extnValue: new OctetString(value) }),
  );
  return enclosed(SEQUENCE, [
    enclosed(0xa0, [enclosed(0x02, [Buffer.from([2])])]),
    enclosed(0x02, [integerOctets(fields.serial)]),
    fields.algorithm,
    fields.issuer,
    der(validityOf(fields)),
    fields.subject,
    fields.publicKey,
    enclosed(0xa3, [der(new Extensions(extensions))]),
  ]);
}

const SEQUENCE = 0x30;

/** By the signer's key, as Go chooses; RSA's parameters are NULL (RFC 4055 section 5), ECDSA's absent (RFC 5758 section 3.2). */
const signings: Readonly<Record<string, readonly [SigningDigest, string]>> = {
  RSA: ['sha256', '1.2.840.113549.1.1.11'],
  'EC P-256': ['sha256', '1.2.840.10045.4.3.2'],
  'EC P-384': ['sha384', '1.2.840.10045.4.3.3'],
  'EC P-521': ['sha512', '1.2.840.10045.4.3.4'],
};

function signingOf(keyText: string): { readonly digest: SigningDigest; readonly identifier: Buffer } {
  const rsa = keyText.startsWith('RSA ');
  const found = signings[rsa ? 'RSA' : keyText];
  if (found === undefined) throw unknownKey(keyText);
  const [digest, algorithm] = found;
  return { digest, identifier: der(new AlgorithmIdentifier({ algorithm, ...(rsa && { parameters: null }) })) };
}

function unknownKey(keyText: string): PerennialError {
  return new PerennialError(
    'plan-invalid',
    `the authority has a key of a kind that kubeadm cannot sign with, ${keyText}`,
    {
      hint: 'kubeadm takes RSA keys and ECDSA keys on P-256, P-384 and P-521',
    },
  );
}

/** Go leaves the identifier out where issuer and subject are the same name, since that would be a self-signed certificate. */
function identifierFor(subject: Buffer, issuer: CertificateStructure): Buffer | undefined {
  return subject.equals(issuer.subject) ? undefined : subjectKeyIdentifierOf(issuer);
}

function validityOf({ notBefore, notAfter }: { notBefore: Instant; notAfter: Instant }): Validity {
  return new Validity({ notBefore: new Date(notBefore), notAfter: new Date(notAfter) });
}

/** Two's complement, shortest, of a positive number. */
function integerOctets(number: bigint): Buffer {
  const hex = number.toString(16);
  const octets = Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex');
  return (octets[0] ?? 0) < 0x80 ? octets : Buffer.concat([Buffer.from([0]), octets]);
}

function der(value: object): Buffer {
  return Buffer.from(AsnConvert.serialize(value));
}
