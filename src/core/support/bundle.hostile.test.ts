import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { test } from 'node:test';
import { bundleOf } from './bundle.ts';
import { withoutSecrets } from './without-secrets.ts';

const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });

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

for (const path of [
  '../../etc/cron.d/x',
  '/etc/passwd',
  'runs/../../x',
  'runs/.',
  'runs//x',
  'a\u001b[2Jb',
  'a\nb',
  '',
  `runs/${'x'.repeat(91)}`,
  `${'folder/'.repeat(40)}x`,
]) {
  test(`a file that calls itself ${JSON.stringify(path).slice(0, 40)} is in no archive`, () => {
    const { files, leftOut } = bundleOf([{ path, text: 'harmless' }], []);
    assert.deepEqual(files, []);
    assert.match(leftOut[0]?.why ?? '', /its name is none for a file of an archive/);
  });
}

test('of two files of one name the first is there, and the other is named', () => {
  const twice = ['one', 'two'].map((text) => ({ path: 'certificates/x.pem', text }));
  const { files, leftOut } = bundleOf(twice, []);
  assert.deepEqual(files, [twice[0]]);
  assert.deepEqual(leftOut, [{ path: 'certificates/x.pem', why: 'another file has its name' }]);
});

test('in a configuration what sounds like a secret is hidden, and the path of a file is not', () => {
  const text =
    'alerts:\n  url: https://me:hunter2@prometheus\n  password: hunter3\n  "apiToken": "hunter4"\n  tokenFile: /etc/token\nkeys: new\n';
  const shown = withoutSecrets(text);
  assert.doesNotMatch(shown, /hunter/);
  assert.match(shown, /tokenFile: \/etc\/token\n/);
  assert.match(shown, /keys: new\n/);
});

/** Each holds `hunter2` behind a key that says so, and `shown` where it has to stay. */
const configurations: Readonly<Record<string, string>> = {
  'in a block of text': 'smtp:\n  password: |\n    hunter2\n    more of hunter2\n\n    and hunter2\n  host: shown\n',
  'in folded text': 'password: >-\n  hunter2\nhost: shown\n',
  'on the next line': 'password:\n  hunter2\nhost: shown\n',
  'in a list': 'tokens:\n  - hunter2\n  - and hunter2\nhost: shown\n',
  'in a list right below its key': 'tokens:\n- hunter2\n- and hunter2\nhost: shown\n',
  'in an item of a list, before another key': '- password: |\n    hunter2\n  host: shown\n',
  'in braces, on the next line': '{password:\n"hunter2",\nhost: shown}\n',
  'in an item of a list': 'receivers:\n  - name: shown\n    token: hunter2\n',
  'as a map': 'credentials:\n  user: hunter2\nhost: shown\n',
  'with a comma': 'password: a, hunter2\nhost: shown\n',
  'with a hash': 'password: "a#hunter2"\nhost: shown\n',
  'with a brace': 'password: "a}hunter2"\nhost: shown\n',
  'with a quote in it': "password: 'it''s hunter2'\nhost: shown\n",
  'over several lines in quotes': 'password: "a\n  hunter2"\nhost: shown\n',
  'in a map in braces, behind the path of a file': '{name: shown, tokenFile: /etc/t, password: hunter2, host: h}\n',
  'with a key in quotes': '"api-key": "hunter2"\nhost: shown\n',
  'in capitals': 'PASSWORD: hunter2\nhost: shown\n',
  'in a comment': '# password: hunter2\nhost: shown\n',
  'behind what looks like a path': 'password: /x y hunter2\nhost: shown\n',
  'in an address': 'url: https://me:hunter2@prometheus/\nhost: shown\n',
  'where nothing is YAML': '\tpassword: hunter2\n]]]\nshown\n',
};

for (const [how, text] of Object.entries(configurations)) {
  test(`a secret in a configuration, ${how}, is hidden, and nothing else is`, () => {
    const said = withoutSecrets(text);
    assert.doesNotMatch(said, /hunter2/);
    assert.match(said, /shown/);
  });
}
