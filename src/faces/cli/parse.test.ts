import assert from 'node:assert/strict';
import { test } from 'node:test';
import { commandTable } from './command-table.ts';
import { parsed } from './parse.ts';

function given(...argv: string[]) {
  const asked = parsed(argv);
  assert.equal(asked.kind, 'command');
  return asked.kind === 'command' ? { name: asked.row.name, args: asked.args, ...asked.given } : undefined;
}

test('common options are understood before and after the command', () => {
  assert.equal(given('--root', '/mnt', 'check')?.root, '/mnt');
  assert.equal(given('check', '--root', '/mnt')?.root, '/mnt');
});

test('input and colours are wanted unless refused', () => {
  assert.deepEqual([given('check')?.input, given('check')?.color], [true, true]);
  assert.deepEqual([given('check', '--no-input')?.input, given('check', '--no-color')?.color], [false, false]);
});

test('names of certificates and their options may be mixed', () => {
  const asked = given(
    'renew',
    '--add-san',
    'apiserver=a.example',
    'apiserver',
    '--add-san',
    'apiserver=b.example',
    'admin.conf',
  );
  assert.deepEqual(asked?.args, ['apiserver', 'admin.conf']);
  assert.deepEqual(asked?.addSan, ['apiserver=a.example', 'apiserver=b.example']);
});

test('several components may be named, or all, and are drained unless refused', () => {
  assert.deepEqual(given('restart', 'etcd', '--grace', '5', 'kube-apiserver')?.args, ['etcd', 'kube-apiserver']);
  assert.deepEqual([given('restart', '--all')?.all, given('restart', '--all')?.args], [true, []]);
  assert.deepEqual([given('restart', 'etcd')?.drain, given('restart', 'etcd', '--no-drain')?.drain], [true, false]);
});

test('several users and several files may be named', () => {
  const asked = given('kubeconfig', '--for', 'alice', 'bob', '--file', 'one', '--file', 'two');
  assert.deepEqual(
    [asked?.for, asked?.file],
    [
      ['alice', 'bob'],
      ['one', 'two'],
    ],
  );
});

test('the last of two wins', () => {
  assert.equal(given('check', '-o', 'json', '-o', 'yaml')?.format, 'yaml');
});

test('every command has its help, with its formats', () => {
  for (const { name, formats } of commandTable) {
    const help = parsed([name, '--help']);
    assert.equal(help.kind, 'help');
    if (help.kind === 'help') assert.match(help.text, new RegExp(`Formats \\(-o\\): ${formats.join(', ')}`));
  }
});

test('the version is asked for in three ways', () => {
  assert.equal(parsed(['--version']).kind, 'version');
  assert.equal(parsed(['-V']).kind, 'version');
  assert.equal(given('version')?.name, 'version');
});
