import assert from 'node:assert/strict';
import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { test } from 'node:test';
import { newPrivateKeyPem, testAuthority } from '../../../test/pki.ts';
import { PerennialError } from '../errors.ts';
import type { KeyAlgorithm } from './certificate.ts';
import { privateKeyFactsOf, privateKeyOf, publicKeysFactsOf } from './private-key.ts';

const keys: Readonly<Record<'RSA-2048' | 'ECDSA-P256' | 'ECDSA-P384', string>> = {
  'RSA-2048': newPrivateKeyPem('RSA-2048'),
  'ECDSA-P256': newPrivateKeyPem('ECDSA-P256'),
  'ECDSA-P384': newPrivateKeyPem('ECDSA-P384'),
};
const pkcs8 = (pem: string) => createPrivateKey(pem).export({ type: 'pkcs8', format: 'pem' }).toString();

for (const [algorithm, pem] of Object.entries(keys) as [KeyAlgorithm, string][]) {
  test(`a key of ${algorithm} is read from PKCS#1 or SEC1, and from PKCS#8`, () => {
    assert.equal(privateKeyFactsOf(pem, 'a.key').algorithm, algorithm);
    assert.deepEqual(privateKeyFactsOf(pkcs8(pem), 'a.key'), privateKeyFactsOf(pem, 'a.key'));
  });

  test(`a key of ${algorithm} and its certificate have one digest`, () => {
    const { certificate } = testAuthority({ commonName: 'kubernetes', privateKeyPem: pem });
    assert.deepEqual(privateKeyFactsOf(pem, 'a.key'), certificate.key);
  });

  test(`the public key of ${algorithm} has the digest of the private one`, () => {
    const publicPem = createPublicKey(pem).export({ type: 'spki', format: 'pem' }).toString();
    assert.deepEqual(publicKeysFactsOf(publicPem, 'sa.pub'), [privateKeyFactsOf(pem, 'sa.key')]);
  });
}

test('blocks that are no key are skipped: EC PARAMETERS and certificates', () => {
  const { certificatePem, privateKeyPem, certificate } = testAuthority({ commonName: 'kubernetes' });
  const parameters = '-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n';
  const combined = `${certificatePem}${parameters}${privateKeyPem}`;
  assert.deepEqual(privateKeyFactsOf(combined, 'kubelet-client-current.pem'), certificate.key);
});

test('a public key in PKCS#1 is read', () => {
  const pem = createPublicKey(keys['RSA-2048']).export({ type: 'pkcs1', format: 'pem' }).toString();
  assert.equal(publicKeysFactsOf(pem, 'sa.pub')[0]?.algorithm, 'RSA-2048');
});

test('a key of a kind that Kubernetes has no use for is told in words', () => {
  const { privateKey } = generateKeyPairSync('ed25519');
  const facts = privateKeyFactsOf(privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), 'a.key');
  assert.deepEqual([facts.algorithm, facts.text], ['other', 'Ed25519']);
});

const pem = keys['ECDSA-P256'];
const encrypted = (type: 'pkcs8' | 'sec1') =>
  createPrivateKey(pem).export({ type, format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' }).toString();
const refusals: readonly (readonly [string, string | Buffer, RegExp])[] = [
  ['an empty file', '', /a.key is empty$/],
  ['a certificate', testAuthority({ commonName: 'a' }).certificatePem, /a.key holds no private key$/],
  ['a key cut short', pem.slice(0, -40), /broken at line 1: the block has no end$/],
  ['a key with a hole', pem.replace(/\n.{8}/, '\n'), /cannot be read$/],
  ['an encrypted PKCS#8 key', encrypted('pkcs8'), /is encrypted$/],
  ['an encrypted SEC1 key', encrypted('sec1'), /is encrypted$/],
  ['bytes of no meaning', Buffer.alloc(5000, 0x80), /holds no private key$/],
];
for (const [what, text, message] of refusals) {
  test(`${what} is refused, and nothing of it shows`, () => {
    const error = thrownBy(() => privateKeyOf(text, 'a.key'));
    assert.equal(error.code, 'file-malformed');
    assert.match(error.message, message);
    const shown = [error.message, error.hint, error.stack, String(error.cause)].join('\n');
    for (const line of text
      .toString()
      .split('\n')
      .filter((one) => /^[\w+/=]{20,}$/.test(one))) {
      assert.ok(!shown.includes(line.slice(0, 12)));
    }
  });
}

test('a private key counts as its public half, and every key of a file counts', () => {
  const facts = privateKeyFactsOf(pem, 'sa.key');
  const publicPem = createPublicKey(pem).export({ type: 'spki', format: 'pem' }).toString();
  assert.deepEqual(publicKeysFactsOf(`${pem}\n${publicPem}`, 'sa.pub'), [facts, facts]);
});

test('a certificate is no public key', () => {
  const certificate = '-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n';
  assert.match(thrownBy(() => publicKeysFactsOf(certificate, 'sa.pub')).message, /sa.pub holds no public key$/);
});

function thrownBy(read: () => unknown): PerennialError {
  try {
    read();
  } catch (thrown) {
    assert.ok(thrown instanceof PerennialError);
    return thrown;
  }
  return assert.fail('it was read');
}
