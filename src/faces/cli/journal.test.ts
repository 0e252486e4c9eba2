import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { closeSync, fstatSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { isJournal, withPriority } from './journal.ts';

test('each line has its priority, and a line without text has none', () => {
  assert.equal(withPriority('one\n\ntwo\n', 'err'), '<3>one\n\n<3>two\n');
  assert.equal(withPriority('one', 'warning'), '<4>one');
  assert.equal(withPriority('one\n', 'notice'), '<5>one\n');
  assert.equal(withPriority('', 'info'), '');
});

test('the journal is the stream that systemd named, and no other', () => {
  const { dev, ino } = fstatSync(0, { bigint: true });
  assert.equal(isJournal(0, `${String(dev)}:${String(ino)}`), true);
  assert.equal(isJournal(0, `${String(dev)}:${String(ino + 1n)}`), false);
  assert.equal(isJournal(0, undefined), false);
  assert.equal(isJournal(0, ''), false);
  assert.equal(isJournal(4242, '1:2'), false);
});

const perennial = join(import.meta.dirname, '../../../bin/perennial');

test('a program whose output is the journal says how serious each line is; one that is redirected does not', () => {
  const folder = mkdtempSync(join(tmpdir(), 'perennial-journal-'));
  const file = join(folder, 'stream');
  const stream = openSync(file, 'w');
  try {
    const { dev, ino } = fstatSync(stream, { bigint: true });
    const environment = { ...process.env, JOURNAL_STREAM: `${String(dev)}:${String(ino)}` };
    const call = (...args: readonly string[]) => {
      const { stdout } = spawnSync(perennial, args, { env: environment, stdio: ['ignore', 'pipe', stream] });
      return stdout.toString();
    };
    assert.match(call('version'), /^perennial \d/);
    call('schedule', 'instal');
    assert.match(readFileSync(file, 'utf8'), /^<3>error: .*\n<3> hint: did you mean install\?\n$/);
    spawnSync(perennial, ['version'], { env: environment, stdio: ['ignore', stream, 'ignore'] });
    assert.match(readFileSync(file, 'utf8'), /\n<6>perennial \d.*\n$/);
  } finally {
    closeSync(stream);
    rmSync(folder, { recursive: true });
  }
});
