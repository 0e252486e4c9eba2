import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { MOST_BYTES, runNewsFile } from './run-news-file.ts';

const RUN = '2030-01-15T03-00-00Z-renew';
const witness = { kind: 'witness', at: 1, requests: 10, failures: 0 } as const;

async function place(t: TestContext) {
  const root = await mkdtemp(join(tmpdir(), 'perennial-news-'));
  t.after(() => rm(root, { recursive: true }));
  const folder = join(root, 'var/lib/perennial/runs', RUN);
  await mkdir(folder, { recursive: true });
  return { root, file: join(folder, 'news.jsonl'), news: runNewsFile({ root, folder: '/var/lib/perennial' }) };
}

test('what was noted is read in order', async (t) => {
  const { news } = await place(t);
  const gap = { kind: 'api-gap', at: 2, milliseconds: 40, failures: 3 } as const;
  news.note(RUN, witness);
  news.note(RUN, gap);
  assert.deepEqual(await news.read(RUN), [witness, gap]);
});

test('lines that are none, and one that is torn, are left out', async (t) => {
  const { news, file } = await place(t);
  await writeFile(file, `{\nnull\n{"kind":"secret"}\n${JSON.stringify(witness)}\n{"kind":"wit`);
  assert.deepEqual(await news.read(RUN), [witness]);
});

test('a run that is none, and a name that leads elsewhere, have no news', async (t) => {
  const { news } = await place(t);
  for (const run of ['2031-01-15T03-00-00Z-renew', '../../../etc', '']) {
    news.note(run, witness);
    assert.deepEqual(await news.read(run), []);
  }
});

test('no link is followed, and nothing grows without end', async (t) => {
  const { root, news, file } = await place(t);
  const other = join(root, 'other');
  await writeFile(other, '');
  await symlink(other, file);
  news.note(RUN, witness);
  await news.read(RUN);
  await rm(file);
  await writeFile(file, `${' '.repeat(MOST_BYTES - 100)}\n`);
  for (let count = 0; count < 20; count += 1) news.note(RUN, witness);
  assert.deepEqual(await news.read(RUN), [witness]);
  assert.deepEqual([await readFile(other, 'utf8'), (await readFile(file)).length <= MOST_BYTES], ['', true]);
});
