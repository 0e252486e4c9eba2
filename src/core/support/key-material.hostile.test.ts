import assert from 'node:assert/strict';
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { test } from 'node:test';
import { keyMaterialIn } from './key-material.ts';

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
  'in hex of DER': (_, der) => der.toString('hex'),
  'in a dump of DER with colons': (_, der) => (der.toString('hex').match(/../g) ?? []).join(':'),
  'in a dump of DER in columns, behind other bytes': (_, der) =>
    `61 62\n${(
      der
        .toString('hex')
        .toUpperCase()
        .match(/.{1,32}/g) ?? []
    )
      .map((row) => row.replace(/../g, '$& '))
      .join('\n')}`,
  'in JSON in JSON': (pem) => JSON.stringify({ said: JSON.stringify({ pem }) }),
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
  'a certificate key of kubeadm': `kubeadm join --certificate-key ${'0a'.repeat(32)}`,
  'credentials in a header': 'Authorization: Basic bWU6aHVudGVyMg==',
  'a password in an address': 'https://user:hunter2@registry.example.org/',
};
for (const [what, text] of Object.entries(tokens)) {
  test(`${what} is seen`, () => assert.equal(keyMaterialIn(text), what));
}

test('a key is found behind a megabyte of what nearly looks like one', () => {
  const der = ec.privateKey.export({ type: 'sec1', format: 'der' }).toString('base64');
  const noise = 'MII'.repeat(350_000);
  assert.equal(keyMaterialIn(noise), undefined);
  assert.equal(keyMaterialIn(`${noise} ${der}`), 'a private key in base64 of DER');
});
