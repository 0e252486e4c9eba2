import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodedText } from './decoded-text.ts';
import { kubeconfigOf, kubeconfigWithCredential } from './kubeconfig.ts';

const start = 'apiVersion: v1\nkind: Config\ncurrent-context: c\n';
const context = 'contexts: [{name: c, context: {cluster: k, user: u}}]\n';
const cluster = 'clusters: [{name: k, cluster: {server: "https://a"}}]\n';
const user = 'users: [{name: u, user: {}}]\n';

const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\n${[...'bcdefghi']
  .map(
    (name, index) =>
      `${name}: &${name} [${Array<string>(9)
        .fill(`*${'abcdefgh'[index] ?? ''}`)
        .join(',')}]\n`,
  )
  .join('')}`;

const hostile: readonly {
  readonly name: string;
  readonly text: string;
  readonly says: RegExp;
  readonly line?: number;
}[] = [
  { name: 'an empty file', text: '', says: /empty/ },
  { name: 'a file of comments', text: '# nothing\n', says: /empty/ },
  { name: 'a list', text: '- a\n', says: /no kubeconfig/ },
  { name: 'a word', text: 'hello', says: /no kubeconfig/ },
  { name: 'zero bytes', text: '\0\0\0\0', says: /no kubeconfig/ },
  { name: 'another kind of object', text: 'kind: Pod\n', says: /kind is not Config/ },
  { name: 'broken YAML', text: `${start}users: [{name\n`, says: /no YAML/, line: 5 },
  { name: 'a tab as indent', text: `${start}users:\n\t- a\n`, says: /no YAML/, line: 5 },
  { name: 'two documents', text: `${start}---\n${start}`, says: /several/ },
  { name: 'no current-context', text: `kind: Config\n${context}${cluster}${user}`, says: /no current-context/ },
  { name: 'a current-context that is not there', text: `${start}${cluster}${user}`, says: /no context "c"/ },
  { name: 'a cluster that is not there', text: `${start}${context}${user}`, says: /no cluster "k"/ },
  { name: 'a user that is not there', text: `${start}${context}${cluster}`, says: /no user "u"/ },
  {
    name: 'a name given twice',
    text: `${start}${context}${cluster}users: [{name: u, user: {}}, {name: u, user: {}}]`,
    says: /"u" twice/,
  },
  {
    name: 'an entry without a name',
    text: `${start}${context}${cluster}users: [{user: {}}]`,
    says: /users\[0\] has no name/,
  },
  { name: 'an alias that points nowhere', text: `${start}users: *nobody\n`, says: /aliases/ },
  { name: 'aliases that multiply', text: `${start}${bomb}`, says: /aliases/ },
  { name: 'brackets without end', text: `${start}users: ${'['.repeat(20_000)}`, says: /no YAML|nested/ },
  {
    name: 'data that is no base64',
    text: `${start}${context}${cluster}users:\n- name: u\n  user:\n    client-key-data: "%%% SECRET"\n`,
    says: /client-key-data of "u" is no base64/,
    line: 9,
  },
  { name: 'bytes that were no UTF-8', text: `${start}x: \uFFFD\n`, says: /UTF-8/, line: 4 },
];

for (const { name, text, says, line } of hostile) {
  test(`${name} as a kubeconfig is refused with words, the file's name and no content`, () => {
    assert.throws(
      () => kubeconfigOf(text, '/x/admin.conf'),
      (error: Error & { readonly code?: string; readonly file?: string; readonly line?: number }) => {
        assert.equal(error.code, 'file-malformed');
        assert.equal(error.file, '/x/admin.conf');
        assert.match(error.message, says);
        assert.doesNotMatch(error.message, /SECRET/);
        if (line !== undefined) assert.equal(error.line, line);
        return true;
      },
    );
  });
}

test('a parser error never quotes what it stumbled over', () => {
  for (const text of ['users: "a" SECRET\n', 'a: {SECRET: [\n', '@SECRET\n', 'a: b\n SECRET\n- SECRET']) {
    assert.throws(
      () => kubeconfigOf(text, 'x'),
      (error: Error) => !/SECRET/.test(error.message),
    );
  }
});

test('bytes that are no UTF-8 are refused before they could be lost', () => {
  assert.throws(() => decodedText(Buffer.from([0x61, 0xff, 0x62]), 'x'), { code: 'file-malformed' });
  assert.equal(decodedText(Buffer.from('\uFEFFa: ß\r\n'), 'x'), '\uFEFFa: ß\r\n');
});

test('a user without embedded credential gets none', () => {
  const made = { certificatePem: 'C', privateKeyPem: 'K', authorityPem: 'A' };
  assert.throws(() => kubeconfigWithCredential(`${start}${context}${cluster}${user}`, made), {
    code: 'file-malformed',
  });
});

test('ten thousand contexts are read, and one of them changed', () => {
  const contexts = Array.from({ length: 10_000 }, (_, index) => `- {name: c${index}, context: {cluster: k, user: u}}`);
  const text = `current-context: c9999\ncontexts:\n${contexts.join('\n')}\n${cluster}users: [{name: u, user: {client-certificate-data: QQ==, client-key-data: QQ==}}]\n`;
  assert.equal(kubeconfigOf(text, 'x').contexts, 10_000);
  const changed = kubeconfigWithCredential(text, { certificatePem: 'C', privateKeyPem: 'K', authorityPem: 'A' });
  assert.equal(changed, text.replace('QQ==', 'Qw==').replace('QQ==', 'Sw=='));
});

test('a map of thirty thousand keys is read in time that grows with it, not with its square', () => {
  const keys = Array.from({ length: 30_000 }, (_, index) => `k${index}: 1`).join('\n');
  assert.throws(() => kubeconfigOf(keys, 'x'), { code: 'file-malformed', message: /no current-context/ });
});
