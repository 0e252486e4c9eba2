import assert from 'node:assert/strict';
import { chmod, lstat, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { temporaryFolder } from '../../../test/contract/subjects.ts';
import { digestOf } from './digest.ts';
import { localStore } from './store.ts';

const folder = '/var/lib/perennial';
const made = { kind: 'made', as: 'new' } as const;

async function storeIn(t: TestContext) {
  const root = await temporaryFolder(t);
  const store = localStore({ root, folder, runId: '2030-01-01T00-00-00Z-renew' });
  await store.save('new', 'new');
  return { root, store };
}

test('the store is for its owner alone, though what is above it is not', async (t) => {
  const { root, store } = await storeIn(t);
  await writeFile(join(root, 'key'), 'key');
  await store.keep('/key', digestOf('key'));
  const modes = ['', '/kept', `/kept/${digestOf('key').slice(7)}`, '/runs'].map(
    async (path) => (await lstat(root + folder + path)).mode & 0o777,
  );
  assert.deepEqual(await Promise.all(modes), [0o700, 0o700, 0o600, 0o700]);
  assert.equal((await lstat(join(root, 'var'))).mode & 0o055, 0o055);
});

test('a store that others could enter is closed', async (t) => {
  const { root, store } = await storeIn(t);
  await chmod(root + folder, 0o777);
  await store.save('new', 'new');
  assert.equal((await lstat(root + folder)).mode & 0o777, 0o700);
});

test('leftovers of an install that was cut off are removed by the next, and nothing else is', async (t) => {
  const { root, store } = await storeIn(t);
  await mkdir(join(root, 'pki'));
  for (const name of ['a.crt', `.perennial-${'a'.repeat(24)}`, '.perennial-mine', '.hidden'])
    await writeFile(join(root, 'pki', name), 'x');
  await store.install(made, '/pki/a.crt');
  assert.deepEqual((await readdir(join(root, 'pki'))).sort(), ['.hidden', '.perennial-mine', 'a.crt']);
});

test('content of the store that was damaged is not installed', async (t) => {
  const { root, store } = await storeIn(t);
  await writeFile(join(root, 'crt'), 'old');
  await store.keep('/crt', digestOf('old'));
  await writeFile(`${root}${folder}/kept/${digestOf('old').slice(7)}`, 'damaged');
  assert.equal(await store.has(digestOf('old')), false);
  await writeFile(join(root, 'crt'), 'other');
  await assert.rejects(store.install({ kind: 'kept', digest: digestOf('old') }, '/crt'), { code: 'file-unreadable' });
  assert.equal(await readFile(join(root, 'crt'), 'utf8'), 'other');
});

test('names of what was made never leave the folder of the run', async (t) => {
  const { root, store } = await storeIn(t);
  for (const name of ['..', '.', '../../x', '/etc/passwd', 'a'.repeat(1000), '']) {
    await store.save(name, name);
    assert.equal(await store.made(name), name);
  }
  assert.deepEqual((await readdir(join(root, 'var/lib/perennial/runs'))).length, 1);
});

test('a digest of a plan edited by hand names no other file', async (t) => {
  const { store } = await storeIn(t);
  await assert.rejects(store.install({ kind: 'kept', digest: 'sha256:../../../etc/shadow' }, '/x'), {
    code: 'plan-invalid',
  });
});
