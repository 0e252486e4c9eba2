import { reasonOf } from '../errors.ts';
import type { Instant } from '../instant.ts';
import { SECOND } from '../instant.ts';
import type { IssueRequest } from '../plan/plan.ts';
import type { Certificate } from './certificate.ts';
import { isSignedBy } from './chain.ts';
import { authorityKeyIdentifierOf, extensionOf, subjectKeyIdentifierOf } from './extensions.ts';
import { addressOctets, addressText } from './ip-address.ts';
import { certificatesOf, derOf } from './pem.ts';
import { privateKeyFactsOf } from './private-key.ts';
import { type CertificateStructure, structureOf } from './structure.ts';

/** A certificate that was just made, and what it was to be. */
export interface Made {
  readonly certificatePem: string;
  readonly privateKeyPem?: string;
  /** Of the key that was to be certified, where the private key is not at hand. */
  readonly publicKeyDigest?: string;
  readonly request: IssueRequest;
  readonly signer: Certificate;
}

/**
 * Everything in which the certificate is not what was asked for, each a clause for people; empty when it may be installed.
 * Reads with another reader than the one that wrote. Never throws.
 */
export function problemsOfMade(made: Made): readonly string[] {
  try {
    const certificates = certificatesOf(made.certificatePem, 'the new certificate');
    const [certificate] = certificates;
    if (certificate === undefined || certificates.length !== 1) return ['there is not exactly one certificate'];
    return [
      ...signatureProblems(certificate, made.signer),
      ...nameProblems(certificate, made.request),
      ...validityProblems(certificate, made),
      ...shapeProblems(structureOf(derOf(certificate)), made.signer),
      ...keyProblems(certificate, made),
    ];
  } catch (thrown) {
    return [reasonOf(thrown)];
  }
}

function signatureProblems(certificate: Certificate, signer: Certificate): readonly string[] {
  return isSignedBy(certificate, signer) ? [] : [`it is not signed by ${signer.subject.text}`];
}

function nameProblems(certificate: Certificate, request: IssueRequest): readonly string[] {
  const usages = certificate.extendedKeyUsages;
  return [
    ...unless(certificate.subject.commonName === request.commonName, 'the common name differs'),
    ...unless(sameSet(certificate.subject.organizations, request.organizations), 'the organizations differ'),
    ...unless(sameSet(certificate.dnsNames, request.dnsNames), 'the DNS names differ'),
    ...unless(sameSet(certificate.ipAddresses, request.ipAddresses.map(canonical)), 'the addresses differ'),
    ...unless(sameSet(certificate.otherNames, request.otherNames ?? []), 'the names of other kinds differ'),
    ...unless(sameSet(usages, request.extendedKeyUsages), 'the extended key usages differ'),
  ];
}

function validityProblems(certificate: Certificate, { request, signer }: Made): readonly string[] {
  return [
    ...unless(certificate.notBefore === inSeconds(request.notBefore), 'it begins at another time'),
    ...unless(certificate.notAfter === inSeconds(request.notAfter), 'it ends at another time'),
    ...unless(certificate.notAfter > certificate.notBefore, 'it ends before it begins'),
    ...unless(certificate.notAfter <= signer.notAfter, 'it outlives its authority'),
  ];
}

/** What every certificate of kubeadm's has (kubernetes-sigs sources: kubeadm pkiutil NewSignedCert). */
function shapeProblems(structure: CertificateStructure, signer: Certificate): readonly string[] {
  const usage = extensionOf(structure, 'keyUsage');
  const constraints = extensionOf(structure, 'basicConstraints');
  const identifier = subjectKeyIdentifierOf(structureOf(derOf(signer)));
  return [
    ...unless(structure.version === 3, 'it is not of version 3'),
    ...unless(structure.serial > 0n && structure.serial < 1n << 63n, 'the serial is not a positive number of 63 bits'),
    ...unless(usage?.critical === true && usage.value.toString('hex') === '030205a0', 'the key usage differs'),
    ...unless(constraints?.critical === true && constraints.value.toString('hex') === '3000', 'it may sign others'),
    ...unless(
      authorityKeyIdentifierOf(structure)?.toString('hex') === identifier?.toString('hex'),
      'the authority key identifier differs',
    ),
  ];
}

function keyProblems(certificate: Certificate, { privateKeyPem, publicKeyDigest, request }: Made): readonly string[] {
  const { key } = certificate;
  const facts = privateKeyPem === undefined ? undefined : privateKeyFactsOf(privateKeyPem, 'the new key');
  return [
    ...unless(
      facts === undefined || facts.publicKeyDigest === key.publicKeyDigest,
      'the private key belongs to another',
    ),
    ...unless(publicKeyDigest === undefined || publicKeyDigest === key.publicKeyDigest, 'it certifies another key'),
    ...unless(request.key.kind === 'reuse' || request.key.algorithm === key.algorithm, `the key is ${key.text}`),
  ];
}

function unless(holds: boolean, problem: string): readonly string[] {
  return holds ? [] : [problem];
}

function sameSet(some: readonly string[], others: readonly string[]): boolean {
  const set = new Set(some);
  return set.size === new Set(others).size && others.every((other) => set.has(other));
}

function canonical(address: string): string {
  const octets = addressOctets(address);
  return (octets && addressText(octets)) ?? address;
}

function inSeconds(instant: Instant): Instant {
  return Math.floor(instant / SECOND) * SECOND;
}
