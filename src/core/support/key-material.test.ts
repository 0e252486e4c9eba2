import assert from 'node:assert/strict';
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { test } from 'node:test';
import { requestPem } from '../../../test/requests.ts';
import { bundleOf } from './bundle.ts';
import { keyMaterialIn } from './key-material.ts';
import { withoutSecrets } from './without-secrets.ts';

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const larger = generateKeyPairSync('ec', { namedCurve: 'P-384' });
const edwards = generateKeyPairSync('ed25519');

const keys: Readonly<Record<string, { readonly key: KeyObject; readonly type: 'pkcs1' | 'pkcs8' | 'sec1' }>> = {
  'RSA as PKCS #1': { key: rsa.privateKey, type: 'pkcs1' },
  'RSA as PKCS #8': { key: rsa.privateKey, type: 'pkcs8' },
  'P-256 as SEC 1': { key: ec.privateKey, type: 'sec1' },
  'P-256 as PKCS #8': { key: ec.privateKey, type: 'pkcs8' },
  'P-384 as SEC 1': { key: larger.privateKey, type: 'sec1' },
  'Ed25519 as PKCS #8': { key: edwards.privateKey, type: 'pkcs8' },
};

const wrapped = (text: string): string => text.replace(/.{64}/g, '$&\n');

/** How a key may lie in a text, with words around it. */
const disguises: Readonly<Record<string, (pem: string, der: Buffer) => string>> = {
  'in PEM': (pem) => pem,
  'in PEM, in JSON': (pem) => JSON.stringify({ said: pem }),
  'in PEM without its first line': (pem) => pem.split('\n').slice(1, -2).join('\n'),
  'in base64 of PEM': (pem) => `data: ${Buffer.from(pem).toString('base64')}`,
  'in base64 of PEM after one byte': (pem) => Buffer.from(`x${pem}`).toString('base64'),
  'in base64 of PEM after two bytes': (pem) => Buffer.from(`xy${pem}`).toString('base64'),
  'in wrapped base64 of PEM': (pem) => wrapped(Buffer.from(pem).toString('base64')),
  'in a kubeconfig': (pem) => `    client-key-data: ${Buffer.from(pem).toString('base64')}\n`,
  'in base64 of DER': (_, der) => `key=${der.toString('base64')};`,
  'in wrapped base64 of DER, in JSON': (_, der) => JSON.stringify(`said ${wrapped(der.toString('base64'))}`),
  'in base64url of DER': (_, der) => der.toString('base64url'),
};

for (const [kind, { key, type }] of Object.entries(keys)) {
  for (const [how, disguised] of Object.entries(disguises)) {
    test(`a private key, ${kind}, ${how} is seen`, () => {
      const pem = key.export({ type, format: 'pem' }).toString();
      const der = Buffer.from(pem.replaceAll(/-----[^-]+-----|\s/g, ''), 'base64');
      assert.match(keyMaterialIn(`before ${disguised(pem, der)} after`) ?? 'nothing', /private key/);
    });
  }
}

const tokens: Readonly<Record<string, string>> = {
  'a token of a service account': 'level=info token=eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJrdWJlcm5ldGVzIn0.c2lnbmF0dXJl end',
  'a bearer token': 'curl -H "Authorization: Bearer 31ada4fd-adec-460c-809a-9e56ceb75269"',
  'a bootstrap token': 'kubeadm join 10.0.0.1:6443 --token abcdef.0123456789abcdef',
  'a password in an address': 'https://user:hunter2@registry.example.org/',
};
for (const [what, text] of Object.entries(tokens)) {
  test(`${what} is seen`, () => assert.equal(keyMaterialIn(text), what));
}

const harmless: Readonly<Record<string, string>> = {
  'a request for a certificate': requestPem({ subject: [['CN', 'x']] }),
  'a public key': ec.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  'a public key in base64': Buffer.from(rsa.publicKey.export({ type: 'spki', format: 'pem' })).toString('base64'),
  'a digest': `sha256:${'ab'.repeat(32)}`,
  'a flag that names a file':
    '--token-auth-file=/etc/kubernetes/tokens.csv --tls-private-key-file=/etc/kubernetes/pki/apiserver.key',
  'a sentence about keys': 'the private key of apiserver cannot be read',
};
for (const [what, text] of Object.entries(harmless)) {
  test(`${what} is not taken for a secret`, () => assert.equal(keyMaterialIn(text), undefined));
}

test('a file with a key is left out and named, a name that is a secret itself is not repeated', () => {
  const pem = ec.privateKey.export({ type: 'sec1', format: 'pem' }).toString();
  const files = [
    { path: 'good.txt', text: 'all is well' },
    { path: 'bad.txt', text: pem },
    { path: 'abcdef.0123456789abcdef', text: '' },
  ];
  const { files: kept, leftOut } = bundleOf(files, []);
  assert.deepEqual(kept, [{ path: 'good.txt', text: 'all is well' }]);
  assert.equal(leftOut.length, 2);
  assert.deepEqual(leftOut[0], { path: 'bad.txt', why: 'it holds a private key in PEM' });
  assert.doesNotMatch(JSON.stringify(leftOut), /abcdef\./);
});

test('in a configuration what sounds like a secret is hidden, and the path of a file is not', () => {
  const text =
    'alerts:\n  url: https://me:hunter2@prometheus\n  password: hunter3\n  "apiToken": "hunter4"\n  tokenFile: /etc/token\nkeys: new\n';
  const shown = withoutSecrets(text);
  assert.doesNotMatch(shown, /hunter/);
  assert.match(shown, /tokenFile: \/etc\/token\n/);
  assert.match(shown, /keys: new\n/);
});

test('a key is found behind a megabyte of what nearly looks like one', () => {
  const der = ec.privateKey.export({ type: 'sec1', format: 'der' }).toString('base64');
  const noise = 'MII'.repeat(350_000);
  assert.equal(keyMaterialIn(noise), undefined);
  assert.equal(keyMaterialIn(`${noise} ${der}`), 'a private key in base64 of DER');
});
