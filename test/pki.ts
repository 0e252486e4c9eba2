import { generateKeyPairSync } from 'node:crypto';
import { authorityToBeSigned, encodedFields } from '../src/core/x509/issue.ts';
import type { EncodedExtension } from '../src/core/x509/issue-extensions.ts';
import { derOf } from '../src/core/x509/pem.ts';
import { structureOf } from '../src/core/x509/structure.ts';
import {
  type AuthorityOptions,
  type LeafOptions,
  leafToBeSigned,
  type MadePair,
  madeAuthority,
  newPrivateKeyPem,
  signedPair,
} from '../src/sandbox/pki.ts';

export { type MadePair, newPrivateKeyPem };

/** What is wrong with a certificate, on purpose. Another usage, other names and other dates are ordinary options. */
export interface Flaws {
  /** Carries the authority's name, but this one's signature. */
  readonly signedBy?: MadePair;
  /** Needs an RSA authority. */
  readonly signature?: 'sha1';
  readonly key?: 'RSA-1024';
}

export interface TestAuthority extends MadePair {
  leaf(options: LeafOptions & Flaws): MadePair;
}

/** A real authority for tests: `testAuthority({ commonName: 'kubernetes' }).leaf({ commonName: 'kube-apiserver' })`. */
export function testAuthority(options: AuthorityOptions): TestAuthority {
  const authority = madeAuthority(options);
  return { ...authority, leaf: (leafOptions) => testLeaf(leafOptions, authority) };
}

/** A self-signed certificate of exactly these fields, for what neither kubeadm nor we would make. The key is on P-256. */
export function oddAuthority(odd: {
  /** Name, DER. */
  readonly subject?: Buffer;
  readonly extensions?: readonly EncodedExtension[];
  readonly serial?: bigint;
  readonly privateKeyPem?: string;
}): TestAuthority {
  const privateKeyPem = odd.privateKeyPem ?? newPrivateKeyPem();
  const { publicKey, structure } = fieldsLike(privateKeyPem);
  const subject = odd.subject ?? structure.subject;
  const bytes = encodedFields({
    serial: odd.serial ?? structure.serial,
    algorithm: structure.signatureAlgorithmIdentifier,
    issuer: subject,
    notBefore: structure.notBefore,
    notAfter: structure.notAfter,
    subject,
    publicKey,
    extensions: odd.extensions ?? structure.extensions,
  });
  const authority = signedPair({ bytes, digest: 'sha256' }, { privateKeyPem, signingKeyPem: privateKeyPem });
  return { ...authority, leaf: (options) => testLeaf(options, authority) };
}

/** A new authority's key, under the one name that both have, certified by the old one. */
export function crossSigned(
  fresh: MadePair,
  old: MadePair,
  { notBefore, notAfter }: Pick<MadePair['certificate'], 'notBefore' | 'notAfter'> = fresh.certificate,
): MadePair['certificate'] {
  const tbs = authorityToBeSigned({
    commonName: fresh.certificate.subject.commonName,
    notBefore,
    notAfter,
    publicKey: structureOf(derOf(fresh.certificate)).subjectPublicKeyInfo,
    serial: 7n,
    keyText: old.certificate.key.text,
  });
  return signedPair(tbs, { privateKeyPem: fresh.privateKeyPem, signingKeyPem: old.privateKeyPem }).certificate;
}

/** An RSA key that no browser takes any more. */
export function weakPrivateKeyPem(): string {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 1024 });
  return privateKey.export({ type: 'pkcs1', format: 'pem' }).toString();
}

function testLeaf(options: LeafOptions & Flaws, authority: MadePair): MadePair {
  const privateKeyPem =
    options.privateKeyPem ?? (options.key === 'RSA-1024' ? weakPrivateKeyPem() : newPrivateKeyPem(options.algorithm));
  const ordered = leafToBeSigned(options, { privateKeyPem, signer: authority.certificate });
  const tbs = options.signature === 'sha1' ? withSha1(ordered.bytes) : ordered;
  return signedPair(tbs, { privateKeyPem, signingKeyPem: (options.signedBy ?? authority).privateKeyPem });
}

function fieldsLike(privateKeyPem: string) {
  const like = madeAuthority({ commonName: 'kubernetes', privateKeyPem });
  const structure = structureOf(derOf(like.certificate));
  return { publicKey: structure.subjectPublicKeyInfo, structure };
}

/** sha256WithRSAEncryption and sha1WithRSAEncryption differ in the last octet of their identifiers. */
function withSha1(bytes: Uint8Array): { readonly bytes: Uint8Array; readonly digest: string } {
  const hex = Buffer.from(bytes).toString('hex').replaceAll('2a864886f70d01010b', '2a864886f70d010105');
  return { bytes: Buffer.from(hex, 'hex'), digest: 'sha1' };
}
