import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testAuthority } from '../../../test/pki.ts';
import { kubeconfigForCluster } from './kubeconfig.ts';
import { mergedKubeconfig } from './merge-kubeconfig.ts';

const ca = testAuthority({ commonName: 'kubernetes' });
const otherCa = testAuthority({ commonName: 'kubernetes' });
const old = ca.leaf({ commonName: 'kubernetes-admin', organizations: ['system:masters'] });
const renewed = ca.leaf({ commonName: 'kubernetes-admin', organizations: ['kubeadm:cluster-admins'] });
const jane = ca.leaf({ commonName: 'jane' });
const stranger = otherCa.leaf({ commonName: 'kubernetes-admin' });

const encoded = (pem: string): string => Buffer.from(pem).toString('base64');
const credential = ({ certificatePem, privateKeyPem }: { certificatePem: string; privateKeyPem: string }): string =>
  `{client-certificate-data: ${encoded(certificatePem)}, client-key-data: ${encoded(privateKeyPem)}}`;

const source = `
current-context: kubernetes-admin@kubernetes
clusters:
- {name: kubernetes, cluster: {server: "https://10.0.0.1:6443", certificate-authority-data: ${encoded(ca.certificatePem)}}}
contexts:
- {name: kubernetes-admin@kubernetes, context: {cluster: kubernetes, user: kubernetes-admin}}
users:
- {name: kubernetes-admin, user: ${credential(renewed)}}
`;

interface Person {
  readonly server?: string;
  readonly authority?: string;
  readonly admin?: string;
  readonly context?: string;
}

const person = ({
  server = 'https://10.0.0.1:6443',
  authority = encoded(ca.certificatePem),
  admin = credential(old),
  context = '{cluster: prod, user: prod-admin}',
}: Person): string => `# my clusters
current-context: dev
clusters:
- {name: dev, cluster: {server: "https://dev:6443", certificate-authority-data: ${encoded(otherCa.certificatePem)}}}
- name: prod   # the big one
  cluster: {server: "${server}", certificate-authority-data: ${authority}}
contexts:
- {name: dev, context: {cluster: dev, user: dev-admin}}
- {name: prod, context: ${context}}
- {name: prod-jane, context: {cluster: prod, user: jane}}
users:
- {name: dev-admin, user: ${credential(stranger)}}
- {name: prod-admin, user: ${admin}}
- {name: jane, user: ${credential(jane)}}
`;

test('only the admin of this cluster changes, and every other byte stays', () => {
  const { text, changed } = mergedKubeconfig(person({}), source);
  assert.deepEqual(changed, ['user prod-admin']);
  assert.equal(text, person({ admin: credential(renewed) }));
});

test('a reader finds the new credential in what came out', () => {
  const { text } = mergedKubeconfig(person({}), source);
  const found = kubeconfigForCluster(text, 'x', ({ cluster }) => cluster === 'prod');
  assert.equal(found?.certificatePem, renewed.certificatePem);
});

test('doing it twice changes nothing the second time', () => {
  const { text } = mergedKubeconfig(person({}), source);
  assert.deepEqual(mergedKubeconfig(text, source), { text, changed: [] });
});

test('a bundle that grew by a member is taken over', () => {
  const bundle = encoded(ca.certificatePem + otherCa.certificatePem);
  const grown = source.replace(encoded(ca.certificatePem), bundle);
  const { text, changed } = mergedKubeconfig(person({}), grown);
  assert.deepEqual(changed, ['cluster prod', 'user prod-admin']);
  assert.equal(text, person({ authority: bundle, admin: credential(renewed) }));
});

for (const server of ['https://10.0.0.1:6443/', 'HTTPS://10.0.0.1:6443']) {
  test(`${server} is the same server`, () => {
    assert.deepEqual(mergedKubeconfig(person({ server }), source).changed, ['user prod-admin']);
  });
}

const leftAlone: readonly { readonly name: string; readonly text: string }[] = [
  { name: 'a cluster at another server', text: person({ server: 'https://10.0.0.2:6443' }) },
  { name: 'a cluster with another authority', text: person({ authority: encoded(otherCa.certificatePem) }) },
  { name: 'a cluster whose authority is garbage', text: person({ authority: 'AAAA' }) },
  { name: 'a user of the same name that another authority signed', text: person({ admin: credential(stranger) }) },
  { name: 'a user with a token', text: person({ admin: '{token: abc}' }) },
  { name: 'a user with files', text: person({ admin: '{client-certificate: a.crt, client-key: a.key}' }) },
  { name: 'a context that uses another user', text: person({ context: '{cluster: prod, user: jane}' }) },
  { name: 'an empty list of everything', text: 'clusters: []\nusers: []\ncontexts: []\n' },
  { name: 'lists that are null', text: 'clusters:\nusers:\ncontexts:\n' },
];

for (const { name, text } of leftAlone) {
  test(`${name} is left alone`, () => {
    assert.deepEqual(mergedKubeconfig(text, source), { text, changed: [] });
  });
}

test('a source without an embedded credential is refused', () => {
  const bare = source.replace(/user: \{client.*\}\}/, 'user: {token: abc}}');
  assert.throws(() => mergedKubeconfig(person({}), bare), { code: 'file-malformed', file: 'admin.conf' });
});

test("a person's file that is no kubeconfig is refused by its name", () => {
  assert.throws(() => mergedKubeconfig('- 1', source, '/home/a/.kube/config'), { file: '/home/a/.kube/config' });
});
