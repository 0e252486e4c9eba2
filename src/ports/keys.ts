import type { Path } from '../core/names.ts';
import type { KeyAlgorithm } from '../core/x509/certificate.ts';

/** Keys and randomness. A signature is made here, so that an external signer or a hardware key fits. */
export interface Keys {
  /** A new private key as kubeadm writes it: PKCS#1 for RSA, SEC1 for EC, PEM; and its SubjectPublicKeyInfo, DER. */
  generate(algorithm: KeyAlgorithm): Promise<{ readonly privateKeyPem: string; readonly publicKey: Uint8Array }>;
  /** The public half (SubjectPublicKeyInfo, DER) of the private key in this file. */
  publicKeyOf(path: Path): Promise<Uint8Array>;
  /** Signs with the private key in this file: RSA PKCS#1 v1.5 or ECDSA, with the digest named. */
  sign(keyPath: Path, bytes: Uint8Array, digest: 'sha256' | 'sha384' | 'sha512'): Promise<Uint8Array>;
  /** Uniform in [1, 2^63 - 1), as kubeadm draws them. */
  serial(): bigint;
}
