import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { testAuthority } from '../../../test/pki.ts';
import { kubeconfigOf, kubeconfigWithCredential } from './kubeconfig.ts';

const ca = testAuthority({ commonName: 'kubernetes' });
const second = testAuthority({ commonName: 'kubernetes' });
const old = ca.leaf({ commonName: 'kubernetes-admin' });
const renewed = ca.leaf({ commonName: 'kubernetes-admin' });
const made = {
  certificatePem: renewed.certificatePem,
  privateKeyPem: renewed.privateKeyPem,
  authorityPem: ca.certificatePem + second.certificatePem,
};
const encoded = (pem: string): string => Buffer.from(pem).toString('base64');
const values = {
  authority: encoded(ca.certificatePem),
  certificate: encoded(old.certificatePem),
  key: encoded(old.privateKeyPem),
};
const madeValues = {
  authority: encoded(made.authorityPem),
  certificate: encoded(made.certificatePem),
  key: encoded(made.privateKeyPem),
};

interface Values {
  readonly authority: string;
  readonly certificate: string;
  readonly key: string;
}

const folded = (value: string, indent: string): string =>
  (value.match(/.{1,64}/g) ?? []).map((line) => `${indent}${line}`).join('\n');

const body = (end: string, written: (value: string, indent: string) => string) => (use: Values) =>
  `apiVersion: v1
kind: Config
clusters:
- name: other
  cluster: {server: "https://other:6443"}
- cluster:
    certificate-authority-data: ${written(use.authority, '      ')}${end}
    server: https://10.0.0.1:6443 # ours
  name: kubernetes
contexts:
- context:
    cluster: kubernetes
    user: kubernetes-admin
  name: kubernetes-admin@kubernetes
current-context: kubernetes-admin@kubernetes
users:
- name: kubernetes-admin
  user:
    client-certificate-data: ${written(use.certificate, '      ')}${end}
    client-key-data: ${written(use.key, '      ')}
# the end
`;

const plainBody = body('', (value) => value);

/** How one value may be written, and what the three values' places hold afterwards. */
const ways: readonly { readonly name: string; readonly before: string; readonly after: string }[] = [
  { name: 'as kubeadm writes it', before: plainBody(values), after: plainBody(madeValues) },
  {
    name: 'with comments behind the values',
    before: body(' # mine', (value) => value)(values),
    after: body(' # mine', (value) => value)(madeValues),
  },
  {
    name: 'in double quotes',
    before: body('', (value) => `"${value}"`)(values),
    after: body('', (value) => `"${value}"`)(madeValues),
  },
  {
    name: 'in single quotes',
    before: body('', (value) => `'${value}'`)(values),
    after: body('', (value) => `'${value}'`)(madeValues),
  },
  {
    name: 'folded',
    before: body('', (value, indent) => `>-\n${folded(value, indent)}`)(values),
    after: plainBody(madeValues),
  },
  {
    name: 'as a literal block',
    before: body('', (value, indent) => `|\n${folded(value, indent)}`)(values),
    after: plainBody(madeValues),
  },
  {
    name: 'with CRLF',
    before: plainBody(values).replaceAll('\n', '\r\n'),
    after: plainBody(madeValues).replaceAll('\n', '\r\n'),
  },
  {
    name: 'as a literal block with CRLF',
    before: body('', (value, indent) => `|\n${folded(value, indent)}`)(values).replaceAll('\n', '\r\n'),
    after: plainBody(madeValues).replaceAll('\n', '\r\n'),
  },
  { name: 'with a byte order mark', before: `\uFEFF${plainBody(values)}`, after: `\uFEFF${plainBody(madeValues)}` },
  { name: 'without a last line end', before: plainBody(values).trimEnd(), after: plainBody(madeValues).trimEnd() },
  { name: 'as JSON', before: json(values), after: json(madeValues) },
  {
    name: 'as JSON on one line',
    before: JSON.stringify(JSON.parse(json(values))),
    after: JSON.stringify(JSON.parse(json(madeValues))),
  },
];

function json(use: Values): string {
  const config = {
    'current-context': 'a',
    contexts: [{ name: 'a', context: { cluster: 'c', user: 'u' } }],
    clusters: [
      { name: 'c', cluster: { server: 'https://10.0.0.1:6443', 'certificate-authority-data': use.authority } },
    ],
    users: [{ name: 'u', user: { 'client-certificate-data': use.certificate, 'client-key-data': use.key } }],
  };
  return JSON.stringify(config, undefined, '\t');
}

for (const { name, before, after } of ways) {
  test(`a kubeconfig ${name} gets the new credential and keeps every other byte`, () => {
    assert.equal(kubeconfigWithCredential(before, made), after);
  });
}

test('the new credential and the whole bundle are what a reader then finds', () => {
  const parsed = kubeconfigOf(kubeconfigWithCredential(plainBody(values), made), 'admin.conf');
  assert.equal(parsed.certificatePem, made.certificatePem);
  assert.equal(parsed.privateKeyPem?.(), made.privateKeyPem);
  assert.equal(parsed.authorityPem, made.authorityPem);
});

test('an alias is replaced where it stands, and what it named stays', () => {
  const anchored = plainBody({ ...values, key: '*key' }).replace('kind: Config', `kind: Config\nx: &key ${values.key}`);
  const expected = plainBody(madeValues).replace('kind: Config', `kind: Config\nx: &key ${values.key}`);
  assert.equal(kubeconfigWithCredential(anchored, made), expected);
});

test('a value that an anchor shares with another user is refused', () => {
  const shared = `${plainBody({ ...values, key: `&key ${values.key}` }).replace('# the end\n', '')}- name: second\n  user: {client-key-data: *key}\n`;
  assert.throws(() => kubeconfigWithCredential(shared, made, 'x.conf'), { code: 'file-malformed', file: 'x.conf' });
});

test('a value that comes through a merge key is refused', () => {
  const merged = plainBody(values)
    .replace('kind: Config', `kind: Config\nbase: &base {client-key-data: ${values.key}}`)
    .replace(/ {4}client-key-data: .*/, '    <<: *base');
  assert.throws(() => kubeconfigWithCredential(merged, made), { code: 'file-malformed', message: /merge key/ });
});

for (const [name, from] of [
  ['a token', plainBody(values).replace(/client-certificate-data: .*\n.*client-key-data: .*/, 'token: abc')],
  ['files', plainBody(values).replace(/client-certificate-data: .*/, 'client-certificate: /a.crt')],
] as const) {
  test(`a kubeconfig whose user has ${name} instead of embedded data is refused`, () => {
    assert.throws(() => kubeconfigWithCredential(from, made), { code: 'file-malformed', message: /no embedded/ });
  });
}

test('trust that is not embedded stays as it is', () => {
  const named = plainBody({ ...values, authority: 'XX' }).replace(
    'certificate-authority-data: XX',
    'certificate-authority: /ca.crt',
  );
  assert.match(kubeconfigWithCredential(named, made), /certificate-authority: \/ca\.crt\n/);
});

/** Pieces of kubeconfig with arbitrary words between them. */
const word = fc.stringMatching(/^[a-z][a-z0-9-]{0,12}$/);
const arbitraryKubeconfig = fc.record({
  comments: fc.array(fc.stringMatching(/^[ -~äß漢]{0,40}$/), { minLength: 4, maxLength: 4 }),
  user: word,
  others: fc.uniqueArray(word, { maxLength: 5 }),
  quote: fc.constantFrom('', '"', "'"),
  lineEnd: fc.constantFrom('\n', '\r\n'),
  indent: fc.constantFrom('  ', '    '),
});

test('whatever a kubeconfig looks like, all bytes outside the three values are equal and the values are the new ones', () => {
  fc.assert(
    fc.property(arbitraryKubeconfig, (shape) => {
      const [before, after] = [values, madeValues].map((use) => arbitraryText(shape, use));
      const changed = kubeconfigWithCredential(before ?? '', made);
      assert.equal(changed, after);
      assert.equal(kubeconfigOf(changed, 'x').certificatePem, made.certificatePem);
    }),
    { numRuns: 60 },
  );
});

function arbitraryText(
  {
    comments,
    user,
    others,
    quote,
    lineEnd,
    indent,
  }: typeof arbitraryKubeconfig extends fc.Arbitrary<infer T> ? T : never,
  use: Values,
): string {
  const q = (value: string): string => quote + value + quote;
  const remark = (index: number): string => `# ${comments[index] ?? ''}`;
  return [
    remark(0),
    'users:',
    ...others.filter((other) => other !== user).map((other) => `- {name: ${q(other)}, user: {token: ${q('abc')}}}`),
    `- name: ${q(user)} ${remark(1)}`,
    `${indent}user:`.replace(/^ +/, '  '),
    `  ${indent}client-key-data: ${q(use.key)} ${remark(2)}`,
    `  ${indent}client-certificate-data: ${q(use.certificate)}`,
    'clusters:',
    `- {cluster: {certificate-authority-data: ${q(use.authority)}, server: "https://a"}, name: c}`,
    'contexts:',
    `- {name: x, context: {cluster: c, user: ${q(user)}}}`,
    remark(3),
    'current-context: x',
    '',
  ].join(lineEnd);
}
