import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { generatedDocs, generatedFolders } from '../../scripts/generated-docs.ts';

const repository = join(import.meta.dirname, '..', '..');

for (const [path, text] of generatedDocs()) {
  test(`${path} is what scripts/docs.ts makes`, () => {
    assert.equal(readFileSync(join(repository, path), 'utf8'), text);
  });
}

for (const folder of generatedFolders) {
  test(`no page is left in ${folder} of a code that is gone`, () => {
    const pages = readdirSync(join(repository, folder)).map((name) => `${folder}/${name}`);
    assert.deepEqual(
      pages.filter((page) => !generatedDocs().has(page)),
      [],
    );
  });
}
