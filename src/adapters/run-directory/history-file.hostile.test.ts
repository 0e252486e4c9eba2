import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, readFile, stat, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { temporaryFolder } from '../../../test/contract/subjects.ts';
import { historyFile } from './history-file.ts';

const folder = '/var/lib/perennial';

async function place(t: TestContext) {
  const root = await temporaryFolder(t);
  await mkdir(join(root, folder), { recursive: true, mode: 0o700 });
  return { root, path: join(root, folder, 'history.jsonl'), history: historyFile({ root, folder }) };
}

test('a folder where the history should be is a reading, and an error where a line is written', async (t) => {
  const { path, history } = await place(t);
  await mkdir(path);
  assert.equal((await history.read()).kind, 'unreadable');
  await assert.rejects(history.append('one'), { name: 'PerennialError' });
});

test('a FIFO where the history should be is waited for by nobody', async (t) => {
  const { path, history } = await place(t);
  execFileSync('mkfifo', [path]);
  assert.equal((await history.read()).kind, 'unreadable');
  await assert.rejects(history.append('one'), { name: 'PerennialError' });
});

test('a history of many gigabytes is not read', async (t) => {
  const { path, history } = await place(t);
  await writeFile(path, '');
  await truncate(path, 8 * 2 ** 30);
  const read = await history.read();
  assert.equal(read.kind === 'unreadable' && read.reason, 'too-large');
});

test('nothing is written through a link', async (t) => {
  const { root, path, history } = await place(t);
  await writeFile(join(root, 'elsewhere'), 'not ours\n');
  await symlink(join(root, 'elsewhere'), path);
  await assert.rejects(history.append('one'), { name: 'PerennialError' });
  await history.replace('ours\n');
  assert.equal(await readFile(join(root, 'elsewhere'), 'utf8'), 'not ours\n');
  assert.equal(await readFile(path, 'utf8'), 'ours\n');
});

test('a home that leads out of the folder that stands for / is not used', async (t) => {
  const root = await temporaryFolder(t);
  const outside = await temporaryFolder(t);
  await mkdir(join(root, 'var/lib'), { recursive: true });
  await symlink(outside, join(root, folder));
  const history = historyFile({ root, folder });
  await assert.rejects(history.append('one'), { code: 'file-unreadable' });
});

test('it is for its owner alone', async (t) => {
  const { path, history } = await place(t);
  await history.append('one');
  assert.equal((await stat(path)).mode & 0o777, 0o600);
});
