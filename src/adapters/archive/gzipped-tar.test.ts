import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { gzippedTar } from './gzipped-tar.ts';

const files = [
  { path: 'contents.json', text: '{}\n' },
  { path: 'empty.txt', text: '' },
  { path: 'of-one-block.txt', text: 'x'.repeat(512) },
  { path: 'chinese.txt', text: '憑證\n' },
  { path: `certificates/${'n'.repeat(90)}.pem`, text: 'of a name that does not fit into the first field\n' },
];

async function folderFor(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'perennial-archive-'));
  t.after(() => rm(folder, { recursive: true }));
  return folder;
}

const tar = (...argv: readonly string[]): string => execFileSync('tar', argv, { encoding: 'utf8' });

test('tar lists every file in its order, of root alone, with no time of its own', async (t) => {
  const archive = join(await folderFor(t), 'x.tar.gz');
  await gzippedTar().write(archive, 'bundle', files);
  const rows = tar('--numeric-owner', '--utc', '-tvzf', archive).trimEnd().split('\n');
  assert.deepEqual(
    rows.map((row) => row.split(/\s+/)),
    files.map(({ path, text }) => [
      '-rw-------',
      '0/0',
      String(Buffer.byteLength(text)),
      '1970-01-01',
      '00:00',
      `bundle/${path}`,
    ]),
  );
});

test('tar unpacks every byte', async (t) => {
  const folder = await folderFor(t);
  const archive = join(folder, 'x.tar.gz');
  await gzippedTar().write(archive, 'bundle', files);
  tar('-xzf', archive, '-C', folder);
  for (const { path, text } of files) assert.equal(await readFile(join(folder, 'bundle', path), 'utf8'), text);
});

test('the same files make the same bytes, wherever and whenever they are written', async (t) => {
  const [one, other] = [join(await folderFor(t), 'one.tar.gz'), join(await folderFor(t), 'other.tgz')];
  await gzippedTar().write(one, 'bundle', files);
  await gzippedTar().write(other, 'bundle', structuredClone(files));
  assert.deepEqual(await readFile(other), await readFile(one));
  // RFC 1952, 2.3.1: MTIME stands behind the magic number, the method and the flags.
  assert.equal((await readFile(one)).readUInt32LE(4), 0);
});

test('what cannot be written is an error with words, and leaves nothing; what is there stays', async (t) => {
  const folder = await folderFor(t);
  await writeFile(join(folder, 'there'), 'mine');
  for (const [path, code] of [
    ['there', 'usage'],
    ['nowhere/x.tar.gz', 'file-unreadable'],
    ['there/x.tar.gz', 'file-unreadable'],
  ] as const)
    await assert.rejects(gzippedTar().write(join(folder, path), 'bundle', files), { code });
  assert.equal(await readFile(join(folder, 'there'), 'utf8'), 'mine');
});

test('it is for its owner alone', async (t) => {
  const archive = join(await folderFor(t), 'x.tar.gz');
  await gzippedTar().write(archive, 'bundle', files);
  assert.equal((await stat(archive)).mode & 0o777, 0o600);
});
