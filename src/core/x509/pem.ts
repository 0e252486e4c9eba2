import { createHash, X509Certificate } from 'node:crypto';
import { PerennialError, reasonOf } from '../errors.ts';
import { signatureAlgorithmName } from './algorithms.ts';
import type { Certificate, KeyFacts } from './certificate.ts';
import { malformed } from './der.ts';
import { distinguishedNameOf } from './distinguished-name.ts';
import { alternativeNamesOf, extendedKeyUsagesOf, isAuthority } from './extensions.ts';
import { keyFactsOf, publicKeyDigestOf } from './key-facts.ts';
import { brokenBlock, decodedBlock, type PemBlock, pemBlocksOf } from './pem-blocks.ts';
import { type CertificateStructure, structureOf } from './structure.ts';

const MOST_CERTIFICATES = 1000;
const MOST_CERTIFICATE_BYTES = 64 * 1024;

/**
 * Every certificate of a PEM file, in its order; other blocks and text are skipped. Throws `file-malformed` with file and line,
 * or `file-too-large`; a file without any certificate is malformed.
 */
export function certificatesOf(text: string | Buffer, file: string): readonly Certificate[] {
  const blocks = pemBlocksOf(text, file);
  const wanted = blocks.filter(({ label, headers }) => label === 'CERTIFICATE' && headers.length === 0);
  if (wanted.length === 0) throw withoutCertificate(text, blocks, file);
  if (wanted.length > MOST_CERTIFICATES) {
    throw new PerennialError('file-too-large', `${file} holds more than ${MOST_CERTIFICATES} certificates`, { file });
  }
  return wanted.map((block) => certificateIn(block, file));
}

/** The certificate in DER, e.g. as a port presented it. Throws `file-malformed`, without file. */
export function certificateOf(der: Buffer): Certificate {
  if (der.length > MOST_CERTIFICATE_BYTES) throw malformed('it is far too large for a certificate');
  const structure = structureOf(der);
  const parsed = parsedBy(der);
  return {
    serial: parsed.serialNumber.replace(/^(-?)0+(?=.)/, '$1'),
    subject: distinguishedNameOf(structure.subject),
    issuer: distinguishedNameOf(structure.issuer),
    notBefore: structure.notBefore,
    notAfter: structure.notAfter,
    ...alternativeNamesOf(structure),
    extendedKeyUsages: extendedKeyUsagesOf(structure),
    isAuthority: isAuthority(structure),
    key: keyFactsIn(parsed, structure),
    signatureAlgorithm: signatureAlgorithmName(structure.signatureAlgorithm),
    fingerprint: createHash('sha256').update(der).digest('hex'),
    pem: pemOf('CERTIFICATE', der),
  };
}

/** A block as Go and OpenSSL write it: 64 characters a line. */
export function pemOf(label: string, der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}

/** The DER behind `Certificate.pem`. */
export function derOf({ pem }: Pick<Certificate, 'pem'>): Buffer {
  return Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ''), 'base64');
}

function certificateIn(block: PemBlock, file: string): Certificate {
  const der = decodedBlock(block, file);
  try {
    return certificateOf(der);
  } catch (thrown) {
    throw brokenBlock({ file, line: block.line, what: `the certificate cannot be read, ${reasonOf(thrown)}` });
  }
}

function parsedBy(der: Buffer): X509Certificate {
  try {
    return new X509Certificate(der);
  } catch {
    throw malformed('OpenSSL refuses it');
  }
}

/** OpenSSL may not know the key's algorithm; the certificate is still a certificate. */
function keyFactsIn(parsed: X509Certificate, { subjectPublicKeyInfo }: CertificateStructure): KeyFacts {
  try {
    return keyFactsOf(parsed.publicKey);
  } catch {
    return { algorithm: 'other', text: 'unknown', bits: 0, publicKeyDigest: publicKeyDigestOf(subjectPublicKeyInfo) };
  }
}

function withoutCertificate(text: string | Buffer, blocks: readonly PemBlock[], file: string): PerennialError {
  const line = blocks[0]?.line ?? 1;
  if (text.length === 0) return new PerennialError('file-malformed', `${file} is empty`, { file, line });
  const key = blocks.find(({ label }) => label.endsWith('PRIVATE KEY'));
  const what = key === undefined ? 'no certificate' : 'a private key where a certificate should be';
  const binary = Buffer.from(text.slice(0, 1)).equals(Buffer.from([0x30]));
  return new PerennialError('file-malformed', `${file} holds ${what}`, {
    file,
    line: key?.line ?? line,
    ...(binary && { hint: 'it may be DER; Kubernetes reads PEM: openssl x509 -inform der -in FILE' }),
  });
}
