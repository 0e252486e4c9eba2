import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { test } from 'node:test';
import { requestPem } from '../../../test/requests.ts';
import { keyMaterialIn } from './key-material.ts';

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });

const harmless: Readonly<Record<string, string>> = {
  'a request for a certificate': requestPem({ subject: [['CN', 'x']] }),
  'a public key': ec.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  'a public key in base64': Buffer.from(rsa.publicKey.export({ type: 'spki', format: 'pem' })).toString('base64'),
  'a digest': `sha256:${'ab'.repeat(32)}`,
  'a flag that names a file':
    '--token-auth-file=/etc/kubernetes/tokens.csv --tls-private-key-file=/etc/kubernetes/pki/apiserver.key',
  'a dump of a public key': ec.publicKey.export({ type: 'spki', format: 'der' }).toString('hex'),
  'a fingerprint with colons': Array.from({ length: 32 }, () => '30').join(':'),
  'a flag for kubeadm without its value': 'kubeadm init phase upload-certs prints --certificate-key',
  'a sentence about keys': 'the private key of apiserver cannot be read',
};
for (const [what, text] of Object.entries(harmless)) {
  test(`${what} is not taken for a secret`, () => assert.equal(keyMaterialIn(text), undefined));
}
