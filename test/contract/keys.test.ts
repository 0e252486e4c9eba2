import assert from 'node:assert/strict';
import { createPublicKey, verify } from 'node:crypto';
import { test } from 'node:test';
import { memoryNode } from '../../src/adapters/memory/memory-node.ts';
import { systemKeys } from '../../src/adapters/system/keys.ts';
import type { KeyAlgorithm } from '../../src/core/x509/certificate.ts';
import type { Keys } from '../../src/ports/keys.ts';

const node = memoryNode({ now: Date.UTC(2030, 0, 1), files: {} });
const pems = new Map<string, string>();
const adapters: readonly {
  readonly name: string;
  readonly keys: Keys;
  readonly put: (path: string, pem: string) => void;
}[] = [
  { name: 'memory', keys: node.live().world.keys, put: (path, pem) => node.write(path, pem) },
  {
    name: 'system',
    keys: systemKeys(async (path) => pems.get(path) ?? ''),
    put: (path, pem) => void pems.set(path, pem),
  },
];
const algorithms: readonly (readonly [KeyAlgorithm, RegExp, 'sha256' | 'sha384'])[] = [
  ['RSA-2048', /^-----BEGIN RSA PRIVATE KEY-----/, 'sha256'],
  ['ECDSA-P256', /^-----BEGIN EC PRIVATE KEY-----/, 'sha256'],
  ['ECDSA-P384', /^-----BEGIN EC PRIVATE KEY-----/, 'sha384'],
];

for (const { name, keys, put } of adapters) {
  for (const [algorithm, label, digest] of algorithms) {
    test(`keys, ${name}: a new ${algorithm} key is written as kubeadm writes it, is another each time, and signs`, async () => {
      const { privateKeyPem, publicKey } = await keys.generate(algorithm);
      assert.match(privateKeyPem, label);
      assert.notEqual((await keys.generate(algorithm)).privateKeyPem, privateKeyPem);
      put('/ca.key', privateKeyPem);
      assert.deepEqual(Buffer.from(await keys.publicKeyOf('/ca.key')), Buffer.from(publicKey));
      const bytes = Buffer.from('to be signed');
      const signature = await keys.sign('/ca.key', bytes, digest);
      const key = createPublicKey({ key: Buffer.from(publicKey), format: 'der', type: 'spki' });
      assert.ok(verify(digest, bytes, key, signature));
    });
  }

  test(`keys, ${name}: serials are positive, of at most 63 bits, and differ`, () => {
    const serials = Array.from({ length: 100 }, () => keys.serial());
    assert.ok(serials.every((serial) => serial > 0n && serial < 2n ** 63n));
    assert.equal(new Set(serials).size, serials.length);
  });

  test(`keys, ${name}: a file that holds no key is an error`, async () => {
    put('/none.key', 'nothing');
    await assert.rejects(keys.publicKeyOf('/none.key'), { code: 'file-malformed' });
  });
}
