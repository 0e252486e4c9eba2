import { createPublicKey, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { DAY, type Instant } from '../core/instant.ts';
import type { Certificate, ExtendedKeyUsage, KeyAlgorithm } from '../core/x509/certificate.ts';
import { assembledPem, authorityToBeSigned, type ToBeSigned, toBeSigned } from '../core/x509/issue.ts';
import { keyFactsOf } from '../core/x509/key-facts.ts';
import { certificatesOf } from '../core/x509/pem.ts';

/** A certificate with its private key, both PEM: made for a throwaway control plane, never a real one. */
export interface MadePair {
  readonly certificatePem: string;
  readonly privateKeyPem: string;
  readonly certificate: Certificate;
}

export interface MadeAuthority extends MadePair {
  leaf(request: LeafOptions): MadePair;
}

export interface AuthorityOptions {
  readonly commonName: string;
  readonly notBefore?: Instant;
  /** Default: ten years after `notBefore`. */
  readonly notAfter?: Instant;
  /** Default: `ECDSA-P256`, which is made in no time. */
  readonly algorithm?: KeyAlgorithm;
  /** PEM of a key to use instead of a new one. */
  readonly privateKeyPem?: string;
}

export interface LeafOptions {
  readonly commonName: string;
  readonly organizations?: readonly string[];
  readonly dnsNames?: readonly string[];
  readonly ipAddresses?: readonly string[];
  /** As in `Certificate`. */
  readonly otherNames?: readonly string[];
  /** Default: `clientAuth`. */
  readonly extendedKeyUsages?: readonly ExtendedKeyUsage[];
  readonly notBefore?: Instant;
  /** Default: one year after `notBefore`. */
  readonly notAfter?: Instant;
  readonly algorithm?: KeyAlgorithm;
  readonly privateKeyPem?: string;
  readonly serial?: bigint;
}

/** A self-signed authority like one `kubeadm init` makes. */
export function madeAuthority(options: AuthorityOptions): MadeAuthority {
  const privateKeyPem = options.privateKeyPem ?? newPrivateKeyPem(options.algorithm);
  const publicKey = createPublicKey(privateKeyPem);
  const tbs = authorityToBeSigned({
    commonName: options.commonName,
    ...validityOf(options, 3650),
    publicKey: derOfPublicKey(publicKey),
    serial: newSerial(),
    keyText: keyFactsOf(publicKey).text,
  });
  const authority = signedPair(tbs, { privateKeyPem, signingKeyPem: privateKeyPem });
  return { ...authority, leaf: (request) => madeLeaf(request, authority) };
}

/** A certificate of kubeadm's shape, signed by this authority. */
export function madeLeaf(options: LeafOptions, authority: MadePair): MadePair {
  const privateKeyPem = options.privateKeyPem ?? newPrivateKeyPem(options.algorithm);
  const tbs = leafToBeSigned(options, { privateKeyPem, signer: authority.certificate });
  return signedPair(tbs, { privateKeyPem, signingKeyPem: authority.privateKeyPem });
}

/** What the authority is asked to sign for these options. */
export function leafToBeSigned(
  options: LeafOptions,
  parties: { readonly privateKeyPem: string; readonly signer: Certificate },
): ToBeSigned {
  const request = {
    commonName: options.commonName,
    organizations: options.organizations ?? [],
    dnsNames: options.dnsNames ?? [],
    ipAddresses: options.ipAddresses ?? [],
    otherNames: options.otherNames ?? [],
    extendedKeyUsages: options.extendedKeyUsages ?? ['clientAuth'],
    ...validityOf(options, 365),
  };
  return toBeSigned({
    request,
    publicKey: derOfPublicKey(createPublicKey(parties.privateKeyPem)),
    serial: options.serial ?? newSerial(),
    signer: parties.signer,
  });
}

/** A private key as kubeadm writes it: PKCS#1 for RSA, SEC1 for EC. */
export function newPrivateKeyPem(algorithm: KeyAlgorithm = 'ECDSA-P256'): string {
  const [kind, size] = algorithm.split('-');
  if (kind === 'RSA') {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: Number(size) });
    return privateKey.export({ type: 'pkcs1', format: 'pem' }).toString();
  }
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: size === 'P256' ? 'P-256' : 'P-384' });
  return privateKey.export({ type: 'sec1', format: 'pem' }).toString();
}

/** Signs what is to be signed and reads the result back. */
export function signedPair(
  tbs: { readonly bytes: Uint8Array; readonly digest: string },
  keys: { readonly privateKeyPem: string; readonly signingKeyPem: string },
): MadePair {
  const signature = sign(tbs.digest, tbs.bytes, keys.signingKeyPem);
  const pem = assembledPem(tbs.bytes, signature);
  const [certificate] = certificatesOf(pem, 'made certificate');
  if (certificate === undefined) throw new Error('a certificate that was just made is gone');
  return { certificatePem: pem, privateKeyPem: keys.privateKeyPem, certificate };
}

function derOfPublicKey(key: KeyObject): Uint8Array {
  return key.export({ type: 'spki', format: 'der' });
}

/** kubeadm backdates by five minutes. */
function validityOf(options: { readonly notBefore?: Instant; readonly notAfter?: Instant }, days: number) {
  const notBefore = options.notBefore ?? Math.floor(Date.now() / 1000) * 1000 - 300_000;
  return { notBefore, notAfter: options.notAfter ?? notBefore + days * DAY };
}

function newSerial(): bigint {
  return (randomBytes(8).readBigUInt64BE() >> 1n) | 1n;
}
