import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { generatedDocs } from '../../scripts/generated-docs.ts';

const repository = join(import.meta.dirname, '..', '..');

for (const [path, text] of generatedDocs()) {
  test(`${path} is what scripts/docs.ts makes`, () => {
    assert.equal(readFileSync(join(repository, path), 'utf8'), text);
  });
}

test('no page is left of a finding that is gone', () => {
  const pages = ['docs/findings', 'docs/zh-Hant/findings'].flatMap((folder) =>
    readdirSync(join(repository, folder)).map((name) => `${folder}/${name}`),
  );
  assert.deepEqual(
    pages.filter((page) => !generatedDocs().has(page)),
    [],
  );
});
