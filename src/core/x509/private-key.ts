import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { PerennialError } from '../errors.ts';
import type { KeyFacts } from './certificate.ts';
import { keyFactsOf } from './key-facts.ts';
import { brokenBlock, decodedBlock, type PemBlock, pemBlocksOf } from './pem-blocks.ts';

const privateEncodings: Readonly<Record<string, 'pkcs1' | 'sec1' | 'pkcs8'>> = {
  'RSA PRIVATE KEY': 'pkcs1',
  'EC PRIVATE KEY': 'sec1',
  'PRIVATE KEY': 'pkcs8',
};

const publicEncodings: Readonly<Record<string, 'pkcs1' | 'spki'>> = {
  'RSA PUBLIC KEY': 'pkcs1',
  'PUBLIC KEY': 'spki',
};

/** What the private key in a PEM file is. Throws `file-malformed` or `file-too-large`; no error shows anything of the key. */
export function privateKeyFactsOf(pem: string | Buffer, file: string): KeyFacts {
  return keyFactsOf(createPublicKey(privateKeyOf(pem, file)));
}

/**
 * The first private key of a PEM file: PKCS#1, SEC1 or PKCS#8, as client-go reads them; other blocks (`EC PARAMETERS`,
 * certificates) are skipped. Throws as `privateKeyFactsOf`.
 */
export function privateKeyOf(pem: string | Buffer, file: string): KeyObject {
  const blocks = pemBlocksOf(pem, file);
  refuseEncrypted(blocks, file);
  const block = blocks.find(({ label }) => label in privateEncodings);
  const type = privateEncodings[block?.label ?? ''];
  if (block === undefined || type === undefined) throw withoutKey('private', { pem, blocks, file });
  return parsed(block, file, (key) => createPrivateKey({ key, type, format: 'der' }));
}

/**
 * What the public keys in a PEM file are, e.g. sa.pub: PKIX or PKCS#1, at least one; a private key counts as its public half (client-go
 * util/keyutil, `ParsePublicKeysPEM`). Throws as `privateKeyFactsOf`.
 */
export function publicKeysFactsOf(pem: string | Buffer, file: string): readonly KeyFacts[] {
  const blocks = pemBlocksOf(pem, file);
  const keys = blocks.flatMap((block) => publicKeyIn(block, file) ?? []);
  if (keys.length === 0) throw withoutKey('public', { pem, blocks, file });
  return keys.map(keyFactsOf);
}

function publicKeyIn(block: PemBlock, file: string): KeyObject | undefined {
  const type = publicEncodings[block.label];
  if (type !== undefined) return parsed(block, file, (key) => createPublicKey({ key, type, format: 'der' }));
  const half = privateEncodings[block.label];
  if (half === undefined) return undefined;
  return createPublicKey(parsed(block, file, (key) => createPrivateKey({ key, type: half, format: 'der' })));
}

/** The cause is dropped on purpose: nothing that touched key bytes goes on. */
function parsed(block: PemBlock, file: string, parse: (der: Buffer) => KeyObject): KeyObject {
  const der = decodedBlock(block, file);
  try {
    return parse(der);
  } catch {
    throw brokenBlock({ file, line: block.line, what: `the ${block.label} block cannot be read` });
  }
}

function refuseEncrypted(blocks: readonly PemBlock[], file: string): void {
  const block = blocks.find(
    ({ label, headers }) =>
      label === 'ENCRYPTED PRIVATE KEY' ||
      (label in privateEncodings && headers.some((header) => header.includes('ENCRYPTED'))),
  );
  if (block === undefined) return;
  throw new PerennialError('file-malformed', `the private key in ${file} is encrypted`, {
    file,
    line: block.line,
    hint: 'Kubernetes reads only keys without a passphrase',
  });
}

function withoutKey(
  half: 'private' | 'public',
  { pem, blocks, file }: { pem: string | Buffer; blocks: readonly PemBlock[]; file: string },
): PerennialError {
  const line = blocks[0]?.line ?? 1;
  const message = pem.length === 0 ? `${file} is empty` : `${file} holds no ${half} key`;
  return new PerennialError('file-malformed', message, { file, line });
}
