import { createPublicKey, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { PerennialError } from '../../core/errors.ts';
import type { Path } from '../../core/names.ts';
import type { KeyAlgorithm } from '../../core/x509/certificate.ts';
import { privateKeyOf } from '../../core/x509/private-key.ts';
import type { Keys } from '../../ports/keys.ts';
import type { Gate } from './effects.ts';
import { bytesAt, type Tree } from './tree.ts';

/** Real keys. EC keys are made anew; RSA keys, which take a tenth of a second, come round robin from a few made once. */
export function memoryKeys(tree: Tree, gate: Gate): Keys {
  const keyAt = (path: Path) => {
    gate.assertAlive();
    const bytes = bytesAt(tree, path);
    if (bytes === undefined) throw new PerennialError('file-unreadable', `cannot read ${path}`, { file: path });
    return privateKeyOf(bytes, path);
  };
  return {
    async generate(algorithm) {
      gate.assertAlive();
      const privateKeyPem = algorithm.startsWith('RSA') ? nextRsaKey(algorithm) : newKey(algorithm);
      return { privateKeyPem, publicKey: createPublicKey(privateKeyPem).export({ type: 'spki', format: 'der' }) };
    },
    publicKeyOf: async (path) => createPublicKey(keyAt(path)).export({ type: 'spki', format: 'der' }),
    sign: async (path, bytes, digest) => sign(digest, bytes, keyAt(path)),
    serial: () => (randomBytes(8).readBigUInt64BE() >> 1n) | 1n,
  };
}

const poolSize = 3;
const pools = new Map<KeyAlgorithm, { readonly keys: string[]; next: number }>();

function nextRsaKey(algorithm: KeyAlgorithm): string {
  const pool = pools.get(algorithm) ?? { keys: [], next: 0 };
  pools.set(algorithm, pool);
  const key = pool.keys[pool.next] ?? newKey(algorithm);
  pool.keys[pool.next] = key;
  pool.next = (pool.next + 1) % poolSize;
  return key;
}

function newKey(algorithm: KeyAlgorithm): string {
  const [kind, size] = algorithm.split('-');
  if (kind === 'RSA') {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: Number(size) });
    return privateKey.export({ type: 'pkcs1', format: 'pem' }).toString();
  }
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: size === 'P256' ? 'P-256' : 'P-384' });
  return privateKey.export({ type: 'sec1', format: 'pem' }).toString();
}
