import assert from 'node:assert/strict';
import { createPrivateKey, createPublicKey, verify } from 'node:crypto';
import { test } from 'node:test';
import { newPrivateKeyPem } from '../../../test/pki.ts';
import { PerennialError } from '../../core/errors.ts';
import type { KeyAlgorithm } from '../../core/x509/certificate.ts';
import { publicKeyDigestOf } from '../../core/x509/key-facts.ts';
import { privateKeyFactsOf } from '../../core/x509/private-key.ts';
import { systemKeys } from './keys.ts';

const none = systemKeys(async (path) => {
  throw new PerennialError('file-unreadable', `${path} is not there`);
});
const holding = (pem: string) => systemKeys(async () => pem);

const kinds: readonly (readonly [KeyAlgorithm, string])[] = [
  ['RSA-2048', 'RSA PRIVATE KEY'],
  ['RSA-3072', 'RSA PRIVATE KEY'],
  ['RSA-4096', 'RSA PRIVATE KEY'],
  ['ECDSA-P256', 'EC PRIVATE KEY'],
  ['ECDSA-P384', 'EC PRIVATE KEY'],
];
for (const [algorithm, label] of kinds) {
  test(`a new key of ${algorithm} is an ${label}, with its public half`, async () => {
    const { privateKeyPem, publicKey } = await none.generate(algorithm);
    assert.ok(privateKeyPem.startsWith(`-----BEGIN ${label}-----\n`));
    assert.equal(privateKeyPem.match(/-----BEGIN/g)?.length, 1);
    const facts = privateKeyFactsOf(privateKeyPem, 'a.key');
    assert.equal(facts.algorithm, algorithm);
    assert.equal(facts.publicKeyDigest, publicKeyDigestOf(publicKey));
  });
}

test('several RSA keys are made at a time, and the event loop goes on', async () => {
  let turns = 0;
  let made = 0;
  const counting = setInterval(() => turns++, 1);
  const all = ['RSA-2048', 'RSA-2048', 'RSA-2048'] as const;
  const keys = await Promise.all(all.map((algorithm) => none.generate(algorithm).finally(() => made++)));
  clearInterval(counting);
  assert.equal(made, 3);
  assert.ok(turns > 0);
  assert.equal(new Set(keys.map(({ privateKeyPem }) => privateKeyPem)).size, 3);
});

for (const algorithm of ['RSA-2048', 'ECDSA-P256', 'ECDSA-P384'] as const) {
  const pem = newPrivateKeyPem(algorithm);
  const bytes = Buffer.from('to be signed');

  test(`a key of ${algorithm} signs, and its public half verifies`, async () => {
    const publicKey = Buffer.from(await holding(pem).publicKeyOf('/ca.key'));
    const key = createPublicKey({ key: publicKey, type: 'spki', format: 'der' });
    for (const digest of ['sha256', 'sha384', 'sha512'] as const) {
      const signature = await holding(pem).sign('/ca.key', bytes, digest);
      assert.ok(verify(digest, bytes, key, signature));
      assert.ok(!verify(digest, Buffer.from('another'), key, signature));
    }
  });

  test(`a key of ${algorithm} may lie in PKCS#8`, async () => {
    const pkcs8 = createPrivateKey(pem).export({ type: 'pkcs8', format: 'pem' }).toString();
    assert.deepEqual(await holding(pkcs8).publicKeyOf('/ca.key'), await holding(pem).publicKeyOf('/ca.key'));
  });
}

test('what the reader of files throws is passed on', async () => {
  await assert.rejects(none.publicKeyOf('/ca.key'), { code: 'file-unreadable', message: '/ca.key is not there' });
  await assert.rejects(none.sign('/ca.key', Buffer.alloc(1), 'sha256'), { code: 'file-unreadable' });
});

test('a file without a key is malformed', async () => {
  await assert.rejects(holding('nothing').sign('/ca.key', Buffer.alloc(1), 'sha256'), { code: 'file-malformed' });
});

test('serials are positive, below 2^63 - 1, and spread over all of that', () => {
  const serials = Array.from({ length: 2000 }, () => none.serial());
  assert.ok(serials.every((serial) => serial >= 1n && serial < (1n << 63n) - 1n));
  assert.equal(new Set(serials).size, serials.length);
  const upperHalf = serials.filter((serial) => serial >= 1n << 62n).length;
  assert.ok(upperHalf > 800 && upperHalf < 1200, String(upperHalf));
});
