import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { temporaryFolder } from '../../../test/contract/subjects.ts';
import { fileLock } from './file-lock.ts';

const programs = ['flock', '/nonexistent/flock'] as const;

/** Another process that takes the lock, says so, and waits. */
async function otherHolder(t: TestContext, root: string, program: string): Promise<ChildProcess> {
  const here = new URL('./file-lock.ts', import.meta.url).href;
  const source = `const { fileLock } = await import(${JSON.stringify(here)});
    await fileLock({ root: ${JSON.stringify(root)}, folder: '/var/lib/perennial', command: 'perennial renew --all', program: ${JSON.stringify(program)} }).acquire();
    console.log('held'); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', source], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  t.after(() => child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  return child;
}

for (const program of programs) {
  test(`with ${program}: another process is named, and frees the lock when it is killed`, async (t) => {
    const root = await temporaryFolder(t);
    const lock = fileLock({ root, folder: '/var/lib/perennial', program });
    const child = await otherHolder(t, root, program);
    await assert.rejects(lock.acquire(), {
      code: 'lock-busy',
      message: `another perennial is at work here: process ${child.pid} (perennial renew --all)`,
    });
    child.kill('SIGKILL');
    await once(child, 'exit');
    await (await lock.acquire()).release();
  });

  test(`with ${program}: nonsense in its files keeps nobody out`, async (t) => {
    const root = await temporaryFolder(t);
    const lock = fileLock({ root, folder: '/', program });
    await writeFile(join(root, 'lock'), '\0\0 nonsense');
    await writeFile(join(root, 'lock.pid'), '999999999 long dead');
    await (await lock.acquire()).release();
  });

  test(`with ${program}: who cannot write its name down, as on a full disk, holds the lock and gives it back`, async (t) => {
    const root = await temporaryFolder(t);
    const lock = fileLock({ root, folder: '/', program });
    // flock takes a folder as well as a file, and nothing can be written into it.
    await mkdir(join(root, 'lock'));
    const held = await lock.acquire();
    await assert.rejects(lock.acquire(), { code: 'lock-busy' });
    await held.release();
    await (await lock.acquire()).release();
  });
}

test('a lock that cannot be made is no lock that is held', async (t) => {
  const root = await temporaryFolder(t);
  await writeFile(join(root, 'var'), 'a file');
  await assert.rejects(fileLock({ root, folder: '/var/lib/perennial' }).acquire(), { code: 'file-unreadable' });
});
