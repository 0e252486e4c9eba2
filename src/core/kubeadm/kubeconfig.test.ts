import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { test } from 'node:test';
import { kubeconfigFactsOf, kubeconfigForCluster, kubeconfigOf } from './kubeconfig.ts';

const data = (text: string): string => Buffer.from(text).toString('base64');

const text = `
current-context: second
clusters:
- {name: a, cluster: {server: "https://a:6443", certificate-authority-data: ${data('CA A')}}}
- {name: b, cluster: {server: "https://b:6443", certificate-authority: b-ca.crt}}
contexts:
- {name: first, context: {cluster: a, user: embedded}}
- {name: second, context: {cluster: b, user: referenced}}
- {name: third, context: {cluster: b, user: token}}
- {name: broken, context: {cluster: nowhere, user: token}}
users:
- {name: embedded, user: {client-certificate-data: ${data('CERT')}, client-key-data: ${data('SECRET-KEY')}}}
- {name: referenced, user: {client-certificate: pki/me.crt, client-key: /abs/me.key}}
- {name: token, user: {token: SECRET-TOKEN}}
`;

test('the current context says which cluster and user count', () => {
  assert.deepEqual(kubeconfigOf(text, 'x'), {
    currentContext: 'second',
    contexts: 4,
    cluster: 'b',
    user: 'referenced',
    server: 'https://b:6443',
    authorityPath: 'b-ca.crt',
    certificatePath: 'pki/me.crt',
    keyPath: '/abs/me.key',
  });
});

test('embedded data is decoded, and counts more than a file named beside it', () => {
  const both = text
    .replace('current-context: second', 'current-context: first')
    .replace('client-key-data:', 'client-key: /k, client-key-data:');
  const parsed = kubeconfigOf(both, 'x');
  assert.equal(parsed.authorityPem, 'CA A');
  assert.equal(parsed.certificatePem, 'CERT');
  assert.equal(parsed.privateKeyPem?.(), 'SECRET-KEY');
  assert.equal(parsed.keyPath, undefined);
});

test('neither printing nor saving what was parsed shows a key or a token', () => {
  for (const context of ['first', 'second', 'third']) {
    const parsed = kubeconfigOf(text.replace('current-context: second', `current-context: ${context}`), 'x');
    assert.doesNotMatch(`${JSON.stringify(parsed)}${inspect(parsed, { depth: 9 })}`, /SECRET/);
  }
});

for (const [context, credential] of [
  ['first', 'embedded'],
  ['second', 'referenced'],
  ['third', 'none'],
] as const) {
  test(`a user of context ${context} has credential ${credential}`, () => {
    const parsed = kubeconfigOf(text.replace('current-context: second', `current-context: ${context}`), 'x');
    const facts = kubeconfigFactsOf(parsed, ['f']);
    assert.equal(facts.credential, credential);
    assert.deepEqual(facts.authorityFingerprints, ['f']);
  });
}

test('in a file of many clusters the context of the wanted one is found, broken ones skipped', () => {
  const found = kubeconfigForCluster(text, 'x', ({ cluster }) => cluster === 'a');
  assert.equal(found?.user, 'embedded');
  assert.equal(found.currentContext, 'second');
});

test('the current context is preferred when it leads to the wanted cluster', () => {
  assert.equal(kubeconfigForCluster(text, 'x', () => true)?.user, 'referenced');
});

test('a context without a client certificate is no credential for the wanted cluster', () => {
  const tokenOnly = text.replace('{cluster: b, user: referenced}', '{cluster: b, user: token}');
  assert.equal(
    kubeconfigForCluster(tokenOnly, 'x', ({ cluster }) => cluster === 'b'),
    undefined,
  );
});
