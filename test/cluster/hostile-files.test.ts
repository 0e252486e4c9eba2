import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmod, chown, lstat, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { digestOf } from '../../src/adapters/local/digest.ts';
import { localFiles } from '../../src/adapters/local/files.ts';
import { localStore } from '../../src/adapters/local/store.ts';
import { runDirectory } from '../../src/adapters/run-directory/run-directory.ts';
import { planOf } from '../contract/plan.ts';
import { temporaryFolder } from '../contract/subjects.ts';

// What only root can arrange: other owners, file systems that are full or read-only, attributes that forbid a rename.

const folder = '/var/lib/perennial';
const made = { kind: 'made', as: 'new' } as const;

async function storeIn(t: TestContext) {
  const root = await temporaryFolder(t);
  const store = localStore({ root, folder, runId: '2030-01-01T00-00-00Z-renew' });
  await store.save('new', 'new'.repeat(40_000));
  await mkdir(join(root, 'pki'));
  return { root, store };
}

/** Does `work` while a file system of 256 kB is in the place of `/pki`. */
async function onTinyDisk(root: string, work: (pki: string) => Promise<void>): Promise<void> {
  const pki = join(root, 'pki');
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', pki]);
  try {
    await work(pki);
  } finally {
    execFileSync('umount', ['--lazy', pki]);
  }
}

test('a disk that is full leaves every file as it was, and no leftovers', async (t) => {
  const { root, store } = await storeIn(t);
  await onTinyDisk(root, async (pki) => {
    await writeFile(join(pki, 'a.key'), 'old key');
    await writeFile(join(pki, 'a.crt'), 'old crt');
    await store.save('small', 'small');
    const files = [
      { content: { kind: 'made', as: 'small' } as const, path: '/pki/a.key' },
      { content: made, path: '/pki/a.crt' },
    ];
    await writeFile(join(pki, 'ballast'), Buffer.alloc(180_000));
    await assert.rejects(store.installAll(files), { code: 'disk-full' });
    assert.deepEqual((await readdir(pki)).sort(), ['a.crt', 'a.key', 'ballast']);
    assert.equal(await readFile(join(pki, 'a.key'), 'utf8'), 'old key');
    assert.ok((await store.writable('/pki/a.crt')).freeBytes < 120_000);
  });
});

test('a disk that is full is said so of the journal and of the store too', async (t) => {
  const root = await temporaryFolder(t);
  await mkdir(join(root, 'pki'));
  await onTinyDisk(root, async () => {
    const runs = runDirectory({ root, folder: '/pki/perennial' });
    const run = await runs.create(planOf());
    await run.record({ event: 'started', step: '1.1', at: 1 });
    const reason = 'x'.repeat(400_000);
    await assert.rejects(run.record({ event: 'failed', step: '1.1', at: 2, reason, touched: true }), {
      code: 'disk-full',
    });
    assert.deepEqual(await run.entries(), [{ event: 'started', step: '1.1', at: 1 }]);
    const store = localStore({ root, folder: '/pki/perennial', runId: run.id });
    await assert.rejects(store.save('new', 'x'.repeat(400_000)), { code: 'disk-full' });
  });
});

test('a read-only file system is told beforehand and in the act', async (t) => {
  const { root, store } = await storeIn(t);
  await onTinyDisk(root, async (pki) => {
    await writeFile(join(pki, 'a.crt'), 'old');
    execFileSync('mount', ['-o', 'remount,ro', pki]);
    assert.match((await store.writable('/pki/a.crt')).problem ?? '', /read-only/);
    await assert.rejects(store.install(made, '/pki/a.crt'), { code: 'read-only' });
  });
});

test('an immutable file is a permission error that names lsattr', async (t) => {
  const { root, store } = await storeIn(t);
  const path = join(root, 'pki/a.crt');
  await writeFile(path, 'old');
  execFileSync('chattr', ['+i', path]);
  try {
    await assert.rejects(store.install(made, '/pki/a.crt'), { code: 'permission', hint: /lsattr/ });
    assert.deepEqual(await readdir(join(root, 'pki')), ['a.crt']);
  } finally {
    execFileSync('chattr', ['-i', path]);
  }
});

test('owner, mode and extended attributes of the file replaced stay', async (t) => {
  const { root, store } = await storeIn(t);
  const path = join(root, 'pki/a.crt');
  await writeFile(path, 'old');
  await chown(path, 1234, 55);
  await chmod(path, 0o640);
  python(
    `${acl}; os.setxattr('${path}', 'user.note', b'kept'); os.setxattr('${path}', 'system.posix_acl_access', acl)`,
  );
  await store.install(made, '/pki/a.crt');
  const { mode, uid, gid } = await lstat(path);
  assert.deepEqual([mode & 0o7777, uid, gid], [0o640, 1234, 55]);
  python(`${acl}; assert os.getxattr('${path}', 'user.note') == b'kept'`);
  python(`${acl}; assert os.getxattr('${path}', 'system.posix_acl_access') == acl`);
});

test('nobody gets a file of their own in a folder of somebody else', async (t) => {
  const { root, store } = await storeIn(t);
  await mkdir(join(root, 'manifests'));
  await mkdir(join(root, 'home'));
  await chown(join(root, 'home'), 1234, 1234);
  await symlink('/manifests', join(root, 'home/.kube'));
  const create = { mode: 0o600, uid: 1234, gid: 1234 };
  await assert.rejects(store.install(made, '/home/.kube/config', create), { code: 'permission' });
  assert.deepEqual(await readdir(join(root, 'manifests')), []);
  await store.install(made, '/home/.config/config', create);
  const { uid, mode } = await lstat(join(root, 'home/.config'));
  assert.deepEqual([uid, mode & 0o777], [1234, 0o700]);
});

test('a file in /proc, whose size says nothing, is read to its end and within the limit', async () => {
  const files = localFiles({ root: '/' });
  assert.equal((await files.read('/proc/self/status')).kind, 'read');
  const limited = await files.read('/proc/self/status', 10);
  assert.equal(limited.kind === 'unreadable' && limited.reason, 'too-large');
});

test('without root, what cannot be replaced is known beforehand and refused in the act', async (t) => {
  const { root } = await storeIn(t);
  await writeFile(join(root, 'pki/a.crt'), 'old');
  await chmod(root, 0o755);
  await mkdir(join(root, 'home'));
  await chown(join(root, 'home'), 65534, 65534);
  const source = new URL('../../src/adapters/local/store.ts', import.meta.url).href;
  const program = `process.setgid(65534); process.setuid(65534);
    const { localStore } = await import(${JSON.stringify(source)});
    const store = localStore({ root: ${JSON.stringify(root)}, folder: '/home/perennial', runId: 'run' });
    await store.save('new', 'new');
    const { problem } = await store.writable('/pki/a.crt');
    const code = await store.install({ kind: 'made', as: 'new' }, '/pki/a.crt').catch((error) => error.code);
    console.log(JSON.stringify({ problem, code }));`;
  const answer = execFileSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' });
  assert.match(answer, /"problem":".*permission denied","code":"permission"/);
});

test('what was kept of another owner goes back to that owner', async (t) => {
  const { root, store } = await storeIn(t);
  const path = join(root, 'pki/a.key');
  await writeFile(path, 'old', { mode: 0o600 });
  await chown(path, 1234, 1234);
  await store.keep('/pki/a.key', digestOf(Buffer.from('old')));
  await store.install(made, '/pki/a.key');
  await store.install({ kind: 'kept', digest: digestOf(Buffer.from('old')) }, '/pki/a.key');
  assert.equal((await lstat(path)).uid, 1234);
  assert.equal(await readFile(path, 'utf8'), 'old');
});

/** `user::rw-, user:1000:r--, group::r--, mask::r--, other::---`, as the kernel stores it. */
const acl = `e = lambda t, p, i: struct.pack('<HHI', t, p, i)
acl = struct.pack('<I', 2) + e(1, 6, 0xffffffff) + e(2, 4, 1000) + e(4, 4, 0xffffffff) + e(16, 4, 0xffffffff) + e(32, 0, 0xffffffff)`;

function python(statements: string): void {
  execFileSync('python3', ['-c', `import os, struct\n${statements.replaceAll('; ', '\n')}`]);
}
