import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PerennialError } from '../errors.ts';
import { kubeconfigReferringTo } from './kubeconfig-reference.ts';

const TO = '/var/lib/kubelet/pki/kubelet-client-current.pem';

/** kubelet.conf with the user's four lines in the middle, as people and tools write them. */
const conf = (user: string): string => `apiVersion: v1
kind: Config
# made in 2018
clusters:
- cluster: {certificate-authority-data: Q0E=, server: "https://10.0.0.1:6443"}
  name: kubernetes
contexts:
- {name: ours, context: {cluster: kubernetes, user: "system:node:cp-1"}}
current-context: ours
users:
- name: other
  user:
    client-certificate-data: T1RIRVI=
    client-key-data: T1RIRVI=
- name: system:node:cp-1
${user}
preferences: {}
`;

const forms: readonly { readonly about: string; readonly was: string; readonly is: string }[] = [
  {
    about: 'as kubeadm writes it',
    was: '  user:\n    client-certificate-data: Q0VSVA==\n    client-key-data: S0VZ',
    is: `  user:\n    client-certificate: ${TO}\n    client-key: ${TO}`,
  },
  {
    about: 'with comments, quotes and another order',
    was: `  user:\n    client-key-data: 'S0VZ'   # secret\n    # old\n    client-certificate-data: "Q0VSVA=="`,
    is: `  user:\n    client-key: '${TO}'   # secret\n    # old\n    client-certificate: "${TO}"`,
  },
  {
    about: 'on one line',
    was: '  user: {client-certificate-data: Q0VSVA==, client-key-data: S0VZ}',
    is: `  user: {client-certificate: ${TO}, client-key: ${TO}}`,
  },
  {
    about: 'as a folded block',
    was: '  user:\n    client-certificate-data: >-\n      Q0VS\n      VA==\n    client-key-data: S0VZ',
    is: `  user:\n    client-certificate: ${TO}\n    client-key: ${TO}`,
  },
  {
    about: 'naming other files',
    was: '  user:\n    client-certificate: /etc/kubernetes/old.crt\n    client-key: /etc/kubernetes/old.key',
    is: `  user:\n    client-certificate: ${TO}\n    client-key: ${TO}`,
  },
  {
    about: 'naming it already',
    was: `  user:\n    client-certificate: ${TO}\n    client-key: ${TO}`,
    is: `  user:\n    client-certificate: ${TO}\n    client-key: ${TO}`,
  },
];

for (const { about, was, is } of forms) {
  test(`a kubeconfig ${about} names the file, and every other byte stays`, () => {
    assert.equal(kubeconfigReferringTo(conf(was), TO, 'kubelet.conf'), conf(is));
    assert.equal(kubeconfigReferringTo(conf(was).replaceAll('\n', '\r\n'), TO, 'f'), conf(is).replaceAll('\n', '\r\n'));
  });
}

const refused: readonly { readonly about: string; readonly user: string }[] = [
  { about: 'no credential', user: '  user: {}' },
  { about: 'a token', user: '  user: {token: abc}' },
  {
    about: 'a certificate inside and a file as well',
    user: `  user: {client-certificate-data: YQ==, client-certificate: /a, client-key-data: Yg==}`,
  },
  {
    about: 'a credential by a merge key',
    user: '  user:\n    <<: {client-certificate-data: YQ==, client-key-data: Yg==}',
  },
  {
    about: 'a key given twice',
    user: '  user:\n    client-certificate-data: YQ==\n    client-certificate-data: Yg==\n    client-key-data: Yw==',
  },
];

for (const { about, user } of refused) {
  test(`a kubeconfig with ${about} is refused, and what it holds is not shown`, () => {
    assert.throws(
      () => kubeconfigReferringTo(conf(user), TO, 'kubelet.conf'),
      (thrown) =>
        thrown instanceof PerennialError && thrown.code === 'file-malformed' && !/YQ==|Yg==|abc/.test(thrown.message),
    );
  });
}
