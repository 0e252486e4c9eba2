import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createPrivateKey } from 'node:crypto';
import { globSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { main } from '../../src/main.ts';
import { scriptedTerminal } from '../transcripts/scripted-terminal.ts';
import { controlPlaneFolder } from '../observed.ts';

test('a bundle of a node that was renewed holds what a maintainer needs, and no key in any form', async (t) => {
  const { root, bundle, folder } = await bundled(t);
  const files = globSync('**/*', { cwd: folder }).map((path) => path.replace(/^[^/]+\//, ''));
  for (const needed of ['contents.json', 'version.json', 'doctor.json', 'check.json', 'config.yaml', 'manifests.json'])
    assert.ok(files.includes(needed), `${needed} is missing`);
  for (const pattern of [/^runs\/.*\/plan\.json$/, /^runs\/.*\/journal\.jsonl$/, /^certificates\/apiserver\.pem$/])
    assert.ok(
      files.some((path) => pattern.test(path)),
      String(pattern),
    );
  assert.equal(statSync(bundle).mode & 0o777, 0o600);
  const said = textOf(folder);
  const keys = keysUnder(root);
  assert.ok(keys.length > 24, `only ${String(keys.length)} keys to look for: old and new ones`);
  for (const form of keys.flatMap(formsOf)) assert.ok(!said.includes(form), 'key material got out');
  assert.doesNotMatch(said, /PRIVATE KEY-----|client-key-data/);
});

test('a key that somebody wrote into a journal stays, and the bundle says so', async (t) => {
  const { folder } = await bundled(t, (root) => {
    const key = readFileSync(join(root, 'etc/kubernetes/pki/ca.key'), 'utf8');
    const [journal = ''] = globSync('var/lib/perennial/runs/*/journal.jsonl', { cwd: root });
    writeFileSync(join(root, journal), `${JSON.stringify({ said: key })}\n`, { flag: 'a' });
  });
  const [contents = ''] = globSync('*/contents.json', { cwd: folder });
  const { leftOut } = JSON.parse(readFileSync(join(folder, contents), 'utf8')) as {
    leftOut: { path: string; why: string }[];
  };
  assert.equal(leftOut.length, 1);
  assert.match(leftOut[0]?.path ?? '', /^runs\/.*\/journal\.jsonl$/);
  assert.match(leftOut[0]?.why ?? '', /a private key in PEM/);
});

test('a configuration that is wrong is in the bundle, without the secret in it', async (t) => {
  const { folder } = await bundled(t, (root) => {
    writeFileSync(join(root, 'etc/perennial/config.yaml'), 'onFailur: stop\npassword: hunter2\n');
  });
  const said = textOf(folder);
  assert.match(said, /did you mean onFailure\?/);
  assert.match(said, /password: \(hidden\)/);
  assert.doesNotMatch(said, /hunter2/);
});

test('a file that is there is never replaced', async (t) => {
  const { root, bundle } = await bundled(t);
  const before = readFileSync(bundle);
  assert.equal(await called(root, ['support-bundle', '--root', root, '--output', bundle]), 64);
  assert.deepEqual(readFileSync(bundle), before);
});

async function bundled(t: TestContext, meddle: (root: string) => void = () => undefined) {
  const root = await controlPlaneFolder(t);
  const outside = await mkdtemp(join(tmpdir(), 'perennial-bundle-'));
  t.after(() => rm(outside, { recursive: true }));
  mkdirSync(join(root, 'etc/perennial'), { recursive: true });
  writeFileSync(join(root, 'etc/perennial/config.yaml'), 'keys: new\n');
  assert.equal(await called(root, ['renew', '--all', '--root', root, '--yes', '-q']), 0);
  meddle(root);
  const bundle = join(outside, 'bundle.tar.gz');
  assert.equal(await called(root, ['support-bundle', '--root', root, '--output', bundle]), 0);
  const folder = join(outside, 'unpacked');
  mkdirSync(folder);
  execFileSync('tar', ['-xzf', bundle, '-C', folder]);
  return { root, bundle, folder };
}

const called = (folder: string, argv: readonly string[]): Promise<number> =>
  main(argv, { terminal: scriptedTerminal([], folder) });

const textOf = (folder: string): string =>
  globSync('**/*', { cwd: folder, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
    .join('\n');

/** Every private key below the folder, kept and made ones too, in PEM: as files have it and as kubeconfigs carry it. */
function keysUnder(root: string): readonly string[] {
  const texts = globSync('**/*', { cwd: root, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
  const carried = texts.flatMap((text) =>
    [...text.matchAll(/client-key-data: (\S+)/g)].map(([, data = '']) => Buffer.from(data, 'base64').toString('utf8')),
  );
  const pems = [...texts, ...carried].flatMap(
    (text) => text.match(/-----BEGIN [A-Z ]*PRIVATE KEY-----[^-]+-----END [A-Z ]*PRIVATE KEY-----/g) ?? [],
  );
  return [...new Set(pems)];
}

/** A line of its PEM, its DER in base64 and in hex, and the middle of what a kubeconfig makes of it. */
function formsOf(pem: string): readonly string[] {
  const der = createPrivateKey(pem).export({ type: 'pkcs8', format: 'der' });
  const kubeconfig = Buffer.from(pem).toString('base64');
  return [
    pem.split('\n')[1] ?? pem,
    der.toString('base64').slice(40, 80),
    der.toString('hex').slice(80, 140),
    kubeconfig.slice(60, 100),
  ];
}
