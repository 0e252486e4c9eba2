import assert from 'node:assert/strict';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { wholeFile } from './whole-file.ts';

async function place(t: TestContext) {
  const root = await mkdtemp(join(tmpdir(), 'perennial-whole-'));
  t.after(() => rm(root, { recursive: true }));
  const file = wholeFile({ root, folder: '/state/events', name: 'sent.json', mostBytes: 100 });
  return { root, folder: join(root, 'state/events'), file };
}

test('what is replaced is read back, from a folder for its owner alone, with nothing beside it', async (t) => {
  const { folder, file } = await place(t);
  assert.deepEqual(await file.read(), { kind: 'missing' });
  for (const text of ['one', 'two']) await file.replace(text);
  assert.deepEqual(await file.read(), { kind: 'read', value: 'two' });
  assert.deepEqual(await readdir(folder), ['sent.json']);
  assert.deepEqual(
    [(await stat(folder)).mode & 0o777, (await stat(join(folder, 'sent.json'))).mode & 0o777],
    [0o700, 0o600],
  );
});

test('a file that somebody made too long, or a folder in its place, cannot be read, and nothing is thrown', async (t) => {
  const { folder, file } = await place(t);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'sent.json'), 'x'.repeat(101));
  assert.equal((await file.read()).kind, 'unreadable');
  await rm(join(folder, 'sent.json'));
  await mkdir(join(folder, 'sent.json'));
  assert.equal((await file.read()).kind, 'unreadable');
});

test('a link that leads out of the root is refused, and what it leads to stays as it is', async (t) => {
  const { root, file } = await place(t);
  const elsewhere = await mkdtemp(join(tmpdir(), 'perennial-elsewhere-'));
  t.after(() => rm(elsewhere, { recursive: true }));
  await symlink(elsewhere, join(root, 'state'));
  await assert.rejects(file.replace('one'), { code: 'file-unreadable' });
  assert.deepEqual(await readdir(elsewhere), []);
});

test('a link in place of the file is replaced, and what it led to stays as it is', async (t) => {
  const { root, folder, file } = await place(t);
  await mkdir(folder, { recursive: true });
  await writeFile(join(root, 'passwd'), 'root');
  await chmod(folder, 0o755);
  await symlink(join(root, 'passwd'), join(folder, 'sent.json'));
  await file.replace('one');
  assert.equal(await readFile(join(root, 'passwd'), 'utf8'), 'root');
  assert.equal((await stat(folder)).mode & 0o777, 0o700);
});
