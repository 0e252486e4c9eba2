import { createHash, type KeyObject } from 'node:crypto';
import type { KeyAlgorithm, KeyFacts } from './certificate.ts';

const curves: Readonly<Record<string, { readonly text: string; readonly bits: number }>> = {
  prime256v1: { text: 'EC P-256', bits: 256 },
  secp384r1: { text: 'EC P-384', bits: 384 },
  secp521r1: { text: 'EC P-521', bits: 521 },
};

const algorithms: Readonly<Record<string, KeyAlgorithm>> = {
  'RSA 2048': 'RSA-2048',
  'RSA 3072': 'RSA-3072',
  'RSA 4096': 'RSA-4096',
  'EC P-256': 'ECDSA-P256',
  'EC P-384': 'ECDSA-P384',
};

/** What a public key is, and its identity. */
export function keyFactsOf(publicKey: KeyObject): KeyFacts {
  const { text, bits } = kindOf(publicKey);
  const digest = publicKeyDigestOf(publicKey.export({ type: 'spki', format: 'der' }));
  return { algorithm: algorithms[text] ?? 'other', text, bits, publicKeyDigest: digest };
}

/** SHA-256 of a SubjectPublicKeyInfo, hex. */
export function publicKeyDigestOf(subjectPublicKeyInfo: Uint8Array): string {
  return createHash('sha256').update(subjectPublicKeyInfo).digest('hex');
}

function kindOf({ asymmetricKeyType = 'dh', asymmetricKeyDetails = {} }: KeyObject): { text: string; bits: number } {
  const { modulusLength = 0, namedCurve = 'unnamed' } = asymmetricKeyDetails;
  if (modulusLength > 0) return { text: `${asymmetricKeyType.toUpperCase()} ${modulusLength}`, bits: modulusLength };
  if (asymmetricKeyType === 'ec') return curves[namedCurve] ?? { text: `EC ${namedCurve}`, bits: 0 };
  return asymmetricKeyType === 'ed25519' ? { text: 'Ed25519', bits: 256 } : { text: asymmetricKeyType, bits: 0 };
}
