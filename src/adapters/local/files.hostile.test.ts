import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmod, mkdir, open, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { temporaryFolder } from '../../../test/contract/subjects.ts';
import { localFiles } from './files.ts';
import { logicalPathOf } from './places.ts';

test('a FIFO that nobody writes to is not waited for', async (t) => {
  const root = await temporaryFolder(t);
  execFileSync('mkfifo', [join(root, 'apiserver.crt')]);
  const content = await localFiles({ root }).read('/apiserver.crt');
  assert.deepEqual(content, { kind: 'unreadable', reason: 'not-a-file', detail: 'it is a FIFO' });
});

test('devices and sockets are not files', async (t) => {
  const root = await temporaryFolder(t);
  const server = createServer().listen(join(root, 'socket'));
  t.after(() => server.close());
  const socket = await localFiles({ root }).read('/socket');
  assert.equal(socket.kind === 'unreadable' && socket.detail, 'it is a socket');
  const device = await localFiles({ root: '/' }).read('/dev/zero');
  assert.equal(device.kind === 'unreadable' && device.detail, 'it is a device');
});

test('a sparse file of 100 MB is refused by its size, unread', async (t) => {
  const root = await temporaryFolder(t);
  const file = await open(join(root, 'big'), 'w');
  await file.truncate(100 * 1024 * 1024);
  await file.close();
  const before = process.memoryUsage().arrayBuffers;
  const content = await localFiles({ root }).read('/big');
  assert.equal(content.kind === 'unreadable' && content.reason, 'too-large');
  assert.ok(process.memoryUsage().arrayBuffers - before < 1024 * 1024);
  await assert.rejects(localFiles({ root }).digest('/big'), { code: 'file-too-large' });
});

test('a path with a NUL, an endless name and a file as a folder are errors of one file', async (t) => {
  const root = await temporaryFolder(t);
  await writeFile(join(root, 'file'), '');
  for (const path of ['/a\0b', `/${'x'.repeat(5000)}`, '/file/below']) {
    assert.equal((await localFiles({ root }).read(path)).kind, 'unreadable', JSON.stringify(path.slice(0, 20)));
  }
});

test('links out of the folder that stands for / end inside it', async (t) => {
  const outside = await temporaryFolder(t);
  const root = await temporaryFolder(t);
  await writeFile(join(outside, 'secret'), 'secret');
  await mkdir(join(root, 'etc'));
  await symlink(outside, join(root, 'etc/absolute'));
  await symlink(`../../../../../../../../..${outside}`, join(root, 'etc/relative'));
  const files = localFiles({ root });
  for (const path of ['/etc/absolute/secret', '/etc/relative/secret', `/..${outside}/secret`]) {
    assert.notEqual((await files.read(path)).kind, 'read', path);
  }
});

test('a path outside is reached when, and only when, it was named', async (t) => {
  const outside = await temporaryFolder(t);
  const root = await temporaryFolder(t);
  await writeFile(join(outside, 'config'), 'copy');
  await writeFile(join(outside, 'other'), 'other');
  const path = logicalPathOf(root, join(outside, 'config'));
  const files = localFiles({ root, outside: [path] });
  assert.equal((await files.read(path)).kind, 'read');
  assert.notEqual((await files.read(logicalPathOf(root, join(outside, 'other')))).kind, 'read');
});

test('a real path is called as the node calls it', () => {
  assert.equal(logicalPathOf('/', '/etc/x'), '/etc/x');
  assert.equal(logicalPathOf('/mnt/disk/', '/mnt/disk/etc/x'), '/etc/x');
  assert.equal(logicalPathOf('/mnt/disk', '/mnt/disk2/x'), '/../mnt/disk2/x');
});

test('what only root may read says so to others', async (t) => {
  const root = await temporaryFolder(t);
  await writeFile(join(root, 'key'), 'key', { mode: 0o000 });
  await chmod(root, 0o755);
  if (process.getuid?.() === 0) await asNobody(join(root, 'key'));
  else assert.equal(reasonOf(await localFiles({ root }).read('/key')), 'permission');
});

/** As root nothing is unreadable, so the question is asked by a child that gave up its rights. */
async function asNobody(path: string): Promise<void> {
  const here = new URL('./files.ts', import.meta.url).href;
  const program = `process.setgid(65534); process.setuid(65534);
    const { localFiles } = await import(${JSON.stringify(here)});
    console.log(JSON.stringify(await localFiles({ root: '/' }).read(${JSON.stringify(path)})));`;
  const answer: unknown = JSON.parse(
    execFileSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' }),
  );
  assert.equal(reasonOf(answer), 'permission');
}

function reasonOf(content: unknown): unknown {
  return typeof content === 'object' && content !== null && 'reason' in content ? content.reason : content;
}
