import assert from 'node:assert/strict';
import { lstat, mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { temporaryFolder } from '../../../test/contract/subjects.ts';
import { localTextfile } from './textfile.ts';

const PATH = '/node-exporter/perennial.prom';

test('everybody may read the file, whatever the umask of its writer', async (t) => {
  const { root, textfile } = await folder(t);
  const before = process.umask(0o077);
  t.after(() => process.umask(before));
  await textfile.replace(PATH, 'one\n');
  await textfile.replace(PATH, 'two\n');
  assert.equal((await stat(join(root, PATH))).mode & 0o777, 0o644);
  assert.equal(await readFile(join(root, PATH), 'utf8'), 'two\n');
});

test('whoever reads while it is replaced a hundred times never finds a part, nor another file that ends in .prom', async (t) => {
  const { root, textfile } = await folder(t);
  const texts = ['a', 'b'].map((letter) => letter.repeat(500_000));
  await textfile.replace(PATH, texts[0] ?? '');
  let isDone = false;
  const writing = (async () => {
    for (let round = 0; round < 100; round += 1) await textfile.replace(PATH, texts[round % 2] ?? '');
    isDone = true;
  })();
  while (!isDone) {
    assert(texts.includes(await readFile(join(root, PATH), 'utf8')));
    const names = await readdir(join(root, 'node-exporter'));
    assert.deepEqual(
      names.filter((name) => name.endsWith('.prom')),
      ['perennial.prom'],
    );
  }
  await writing;
});

test('a text that comes in parts is there whole, and one that breaks off halfway leaves what was there', async (t) => {
  const { root, textfile } = await folder(t);
  await textfile.replace(PATH, ['one\n', 'two\n']);
  function* broken() {
    yield 'three\n';
    throw new Error('no more');
  }
  await assert.rejects(textfile.replace(PATH, broken()));
  assert.equal(await readFile(join(root, PATH), 'utf8'), 'one\ntwo\n');
  assert.deepEqual(await readdir(join(root, 'node-exporter')), ['perennial.prom']);
});

test('a link that the owner of the folder laid there is replaced, and what it leads to stays', async (t) => {
  const { root, textfile } = await folder(t);
  await writeFile(join(root, 'shadow'), 'secret');
  await symlink('/shadow', join(root, PATH));
  await textfile.replace(PATH, 'mine\n');
  assert((await lstat(join(root, PATH))).isFile());
  assert.equal(await readFile(join(root, 'shadow'), 'utf8'), 'secret');
});

test('a link on the way leads nowhere outside the root', async (t) => {
  const { root, textfile } = await folder(t);
  const outside = await temporaryFolder(t);
  await symlink(outside, join(root, 'away'));
  await assert.rejects(textfile.replace('/away/perennial.prom', 'text'), { name: 'PerennialError' });
  assert.deepEqual(await readdir(outside), []);
});

test('where it cannot be written the error says why, and nothing is left', async (t) => {
  const { root, textfile } = await folder(t);
  await mkdir(join(root, PATH));
  await assert.rejects(textfile.replace(PATH, 'text'), /^PerennialError: cannot write .*: it is a directory$/);
  assert.deepEqual(await readdir(join(root, 'node-exporter')), ['perennial.prom']);
  await assert.rejects(textfile.replace('/nowhere/perennial.prom', 'text'), /: it does not exist$/);
});

async function folder(t: TestContext) {
  const root = await temporaryFolder(t);
  await mkdir(join(root, 'node-exporter'));
  return { root, textfile: localTextfile({ root }) };
}
