import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { DAY } from '../../core/instant.ts';
import { cronFile } from '../../core/schedule/cron-file.ts';
import { cronScheduler } from './cron.ts';
import { removeFiles, writeFiles } from './files.ts';

test('what is triggered is the line of the file, with the variables of the file and no others', async (context) => {
  const { file, program } = placed(context, '#!/bin/sh\necho "$@"\nenv | sort\n');
  writeFileSync(file, contentFor(program));
  const { ok, said } = await cronScheduler(file).trigger();
  const [args, ...variables] = said.split('\n');
  assert.equal(ok, true);
  assert.equal(args, 'run --no-input --quiet-when-idle');
  const names = variables.map((line) => line.replace(/=.*/, ''));
  assert.deepEqual(
    names.filter((name) => !['PWD', 'OLDPWD', 'SHLVL', '_'].includes(name)),
    ['HOME', 'LOGNAME', 'PATH', 'SHELL'],
  );
});

test('what fails is told, with what it printed on either stream', async (context) => {
  const { file, program } = placed(context, '#!/bin/sh\necho out\necho err >&2\nexit 4\n');
  writeFileSync(file, contentFor(program));
  assert.deepEqual(await cronScheduler(file).trigger(), { ok: false, said: 'out\nerr' });
});

test('a program that is not there is a failure, not an exception', async (context) => {
  const { file } = placed(context, '');
  writeFileSync(file, contentFor('/nowhere/perennial'));
  assert.equal((await cronScheduler(file).trigger()).ok, false);
});

test('files are written whole, for all to read, and nothing is left beside them', async (context) => {
  const { folder } = placed(context, '');
  const path = join(folder, 'perennial.timer');
  const before = process.umask(0o077);
  try {
    await writeFiles([{ path, content: 'one' }]);
    await writeFiles([{ path, content: 'two' }]);
  } finally {
    process.umask(before);
  }
  assert.equal(readFileSync(path, 'utf8'), 'two');
  assert.equal(statSync(path).mode & 0o777, 0o644);
  assert.deepEqual(readdirSync(folder).toSorted(), ['perennial', 'perennial.timer']);
  await removeFiles([path, join(folder, 'never-there')]);
  assert.deepEqual(readdirSync(folder), ['perennial']);
});

test('a folder that cannot be written is an error that names the file', async (context) => {
  const { folder } = placed(context, '');
  const path = join(folder, 'nowhere', 'perennial.timer');
  await assert.rejects(writeFiles([{ path, content: '' }]), { code: 'file-unreadable', file: path });
});

function placed(context: TestContext, script: string) {
  const folder = mkdtempSync(join(tmpdir(), 'perennial-cron-'));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  const program = join(folder, 'perennial');
  writeFileSync(program, script);
  chmodSync(program, 0o755);
  return { folder, program, file: join(folder, 'crontab') };
}

function contentFor(executable: string): string {
  const policy = { look: DAY, copies: 'default', metrics: {} } as const;
  const files = cronFile({ executable, hostname: 'cp-1', writes: [], policy });
  return files[0]?.content ?? '';
}
