import type { Instant } from '../instant.ts';

/** What the product needs to know of one X.509 certificate: a plain record, made by `certificatesOf`. */
export interface Certificate {
  /** Hex, upper case, without leading zeros (openssl and node print an even number of digits). */
  readonly serial: string;
  readonly subject: DistinguishedName;
  readonly issuer: DistinguishedName;
  readonly notBefore: Instant;
  readonly notAfter: Instant;
  readonly dnsNames: readonly string[];
  /** In canonical text form (`127.0.0.1`, `::1`). */
  readonly ipAddresses: readonly string[];
  /** Names of other kinds, in the text of `other-names.ts`: `URI:spiffe://a/b`, `email:a@b`, `other:` and DER in hex. */
  readonly otherNames: readonly string[];
  readonly extendedKeyUsages: readonly ExtendedKeyUsage[];
  /** BasicConstraints CA:TRUE. */
  readonly isAuthority: boolean;
  readonly key: KeyFacts;
  /** As OpenSSL names it, e.g. `sha256WithRSAEncryption`, `ecdsa-with-SHA256`. */
  readonly signatureAlgorithm: string;
  /** SHA-256 of the DER, hex, lower case. */
  readonly fingerprint: string;
  /** The certificate itself; it is public. */
  readonly pem: string;
}

export interface DistinguishedName {
  readonly commonName: string;
  readonly organizations: readonly string[];
  /** All attributes, one line, e.g. `O=system:masters, CN=kubernetes-admin`. */
  readonly text: string;
}

/** `serverAuth`, `clientAuth`, or a dotted OID for any other. */
export type ExtendedKeyUsage = 'serverAuth' | 'clientAuth' | (string & {});

/** A public key's kind and identity; says nothing secret. */
export interface KeyFacts {
  readonly algorithm: KeyAlgorithm | 'other';
  /** For people: `RSA 2048`, `EC P-256`, `Ed25519`. */
  readonly text: string;
  /** RSA modulus bits or EC field bits. */
  readonly bits: number;
  /** SHA-256 of the SubjectPublicKeyInfo, hex: equal for a certificate and its key. */
  readonly publicKeyDigest: string;
}

/** kubeadm's names (`ClusterConfiguration.encryptionAlgorithm`, v1beta4). */
export type KeyAlgorithm = 'RSA-2048' | 'RSA-3072' | 'RSA-4096' | 'ECDSA-P256' | 'ECDSA-P384';
