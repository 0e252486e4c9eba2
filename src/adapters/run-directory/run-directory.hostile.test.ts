import assert from 'node:assert/strict';
import { appendFile, lstat, mkdir, readFile, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { planOf } from '../../../test/contract/plan.ts';
import { temporaryFolder } from '../../../test/contract/subjects.ts';
import type { JournalEntry } from '../../core/plan/journal.ts';
import { runDirectory } from './run-directory.ts';

const started: JournalEntry = { event: 'started', step: '1.1', at: 1 };
const again: JournalEntry = { event: 'started', step: '1.1', at: 2 };

async function oneRun(t: TestContext) {
  const root = await temporaryFolder(t);
  const runs = runDirectory({ root, folder: '/var/lib/perennial' });
  const run = await runs.create(planOf());
  await run.record(started);
  const folder = join(root, 'var/lib/perennial/runs', run.id);
  return { root, runs, run, folder, journal: join(folder, 'journal.jsonl') };
}

const tails = ['{"event":"do', '{"event":"started","step":"1.1","at":2}', '\0\0\0\0', '\uFFFD{'];

for (const tail of tails) {
  test(`a last line torn as ${JSON.stringify(tail)} never happened, and the next record is whole`, async (t) => {
    const { runs, run, journal } = await oneRun(t);
    await appendFile(journal, tail);
    assert.deepEqual(await run.entries(), [started]);
    const resumed = await runs.open(run.id);
    await resumed.record(again);
    assert.deepEqual(await resumed.entries(), [started, again]);
  });
}

test('a journal torn in its very first line is empty', async (t) => {
  const { run, journal } = await oneRun(t);
  await truncate(journal, 7);
  assert.deepEqual(await run.entries(), []);
  await run.record(again);
  assert.deepEqual(await run.entries(), [again]);
});

const lines = ['nonsense', '{"event":"begun","step":"1.1","at":1}', '{"event":"started","at":1}', '[]', '', 'null'];

for (const line of lines) {
  test(`a whole line that says ${JSON.stringify(line)} is an error with its number`, async (t) => {
    const { run, journal } = await oneRun(t);
    await appendFile(journal, `${line}\n`);
    await assert.rejects(run.entries(), { code: 'plan-invalid', line: 2 });
  });
}

test('a plan that was edited is refused, however well', async (t) => {
  const { runs, run, folder } = await oneRun(t);
  const text = await readFile(join(folder, 'plan.json'), 'utf8');
  await writeFile(join(folder, 'plan.json'), text.replace('apiserver.crt', 'ca.crt'));
  await assert.rejects(runs.open(run.id), { code: 'plan-invalid' });
});

for (const text of [
  '',
  '{',
  '[]',
  '{"format":2}',
  '{"format":1,"node":"a","madeAt":1,"intent":{"kind":"renew"},"stages":[{}]}',
]) {
  test(`a plan that reads ${JSON.stringify(text)} is refused`, async (t) => {
    const { runs, run, folder } = await oneRun(t);
    await writeFile(join(folder, 'plan.json'), text);
    await assert.rejects(runs.open(run.id), { code: 'plan-invalid' });
  });
}

test('a run whose making was cut off before its plan was whole does not exist, and goes at the next tidying', async (t) => {
  const { root, runs, run } = await oneRun(t);
  const torn = join(root, 'var/lib/perennial/runs/2099-01-01T00-00-00Z-renew');
  await mkdir(torn);
  await writeFile(join(torn, '.perennial-0123'), '{');
  assert.deepEqual(await runs.list(), [run.id]);
  await assert.rejects(runs.open('2099-01-01T00-00-00Z-renew'), { code: 'run-unknown' });
  await runs.prune({ keepRuns: 7, keepKeysFor: 1, now: 0 });
  await assert.rejects(lstat(torn), { code: 'ENOENT' });
});

test("what has no name of a run is somebody else's: it is left, and in nobody's way", async (t) => {
  const { root, runs, run } = await oneRun(t);
  const there = join(root, 'var/lib/perennial/runs');
  await writeFile(join(there, 'notes.txt'), 'mine');
  await mkdir(join(there, 'aside/2026-01-01T00-00-00Z-renew'), { recursive: true });
  await writeFile(join(there, '2099-01-01T00-00-00Z-renew'), 'a file with the name of a run');
  await runs.prune({ keepRuns: 7, keepKeysFor: 1, now: 0 });
  assert.equal(await readFile(join(there, 'notes.txt'), 'utf8'), 'mine');
  assert.ok((await lstat(join(there, 'aside/2026-01-01T00-00-00Z-renew'))).isDirectory());
  assert.deepEqual(await runs.list(), [run.id]);
});

test('a folder in the place of a journal is an error', async (t) => {
  const { run, journal } = await oneRun(t);
  await rm(journal);
  await mkdir(journal);
  await assert.rejects(run.entries(), { code: 'plan-invalid' });
  await assert.rejects(run.record(again), { code: 'file-unreadable' });
});

const reports = [
  ['', 'parse'],
  ['{"run":', 'parse'],
  ['\0'.repeat(100), 'parse'],
] as const;
for (const [text, reason] of reports) {
  test(`a report that reads ${JSON.stringify(text.slice(0, 10))} is unreadable, and the run is there all the same`, async (t) => {
    const { runs, run, folder } = await oneRun(t);
    await writeFile(join(folder, 'report.json'), text);
    const report = await (await runs.open(run.id)).savedReport();
    assert.equal(report.kind === 'unreadable' && report.reason, reason);
  });
}

test('a folder in the place of a report, or a link to nothing, is no error', async (t) => {
  const { run, folder } = await oneRun(t);
  await mkdir(join(folder, 'report.json'));
  assert.equal((await run.savedReport()).kind, 'unreadable');
  await rm(join(folder, 'report.json'), { recursive: true });
  await symlink('/nowhere', join(folder, 'report.json'));
  assert.equal((await run.savedReport()).kind, 'missing');
});

test('a link that leads out of the folder that stands for / is refused', async (t) => {
  const root = await temporaryFolder(t);
  const outside = await temporaryFolder(t);
  await mkdir(join(root, 'var'));
  await symlink(outside, join(root, 'var/lib'));
  const runs = runDirectory({ root, folder: '/var/lib/perennial' });
  await assert.rejects(runs.create(planOf()), { code: 'file-unreadable' });
});

test('runs are for their owner alone', async (t) => {
  const { folder } = await oneRun(t);
  for (const name of ['.', 'plan.json', 'journal.jsonl']) {
    assert.equal((await lstat(join(folder, name))).mode & 0o077, 0, name);
  }
});
