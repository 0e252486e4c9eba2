import { createPublicKey, generateKeyPair, randomBytes, sign } from 'node:crypto';
import { promisify } from 'node:util';
import type { KeyAlgorithm } from '../../core/x509/certificate.ts';
import { privateKeyOf } from '../../core/x509/private-key.ts';
import type { Keys } from '../../ports/keys.ts';

const generate = promisify(generateKeyPair);
const signed = promisify(sign);

/** Keys made and used in this process. `readKey` gives the PEM text of a key file, and its errors are passed on. */
export function systemKeys(readKey: (path: string) => Promise<string>): Keys {
  return {
    generate: generatedPair,
    publicKeyOf: async (path) => {
      const key = privateKeyOf(await readKey(path), path);
      return createPublicKey(key).export({ type: 'spki', format: 'der' });
    },
    sign: async (keyPath, bytes, digest) => signed(digest, bytes, privateKeyOf(await readKey(keyPath), keyPath)),
    serial,
  };
}

/** Off the main thread, so that several RSA keys are made at a time. */
async function generatedPair(algorithm: KeyAlgorithm): ReturnType<Keys['generate']> {
  const pair = await pairOf(algorithm);
  return { privateKeyPem: pair.privateKey, publicKey: pair.publicKey };
}

function pairOf(algorithm: KeyAlgorithm): Promise<{ readonly privateKey: string; readonly publicKey: Buffer }> {
  const publicKeyEncoding = { type: 'spki', format: 'der' } as const;
  switch (algorithm) {
    case 'RSA-2048':
    case 'RSA-3072':
    case 'RSA-4096': {
      const privateKeyEncoding = { type: 'pkcs1', format: 'pem' } as const;
      return generate('rsa', { modulusLength: Number(algorithm.slice(4)), publicKeyEncoding, privateKeyEncoding });
    }
    case 'ECDSA-P256':
    case 'ECDSA-P384': {
      const privateKeyEncoding = { type: 'sec1', format: 'pem' } as const;
      const namedCurve = algorithm === 'ECDSA-P256' ? 'P-256' : 'P-384';
      return generate('ec', { namedCurve, publicKeyEncoding, privateKeyEncoding });
    }
  }
}

/** Draws again where the draw is out of range, so that every serial is as likely as any other. */
function serial(): bigint {
  const below = (1n << 63n) - 2n;
  for (;;) {
    const drawn = randomBytes(8).readBigUInt64BE() >> 1n;
    if (drawn < below) return drawn + 1n;
  }
}
