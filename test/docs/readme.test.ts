import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

const repository = join(import.meta.dirname, '..', '..');
const [english, chinese] = ['README.md', 'README.zh-Hant.md'].map((name) =>
  readFileSync(join(repository, name), 'utf8'),
);

test('both READMEs have the same headings, items and rows, in the same order', () => {
  const shapeOf = (text = ''): readonly string[] =>
    withoutCode(text).flatMap((line) => /^(?:#+|-(?= )|\|)/.exec(line)?.[0] ?? []);
  assert.deepEqual(shapeOf(chinese), shapeOf(english));
});

test('both READMEs show the same commands and outputs, byte for byte', () => {
  const blocksOf = (text = ''): readonly string[] => text.match(/^```.*?^```$/gms) ?? [];
  assert(blocksOf(english).length > 0);
  assert.deepEqual(blocksOf(chinese), blocksOf(english));
});

test('each README leads to the other', () => {
  assert.match(english ?? '', /\(README\.zh-Hant\.md\)/);
  assert.match(chinese ?? '', /\(README\.md\)/);
});

const withoutCode = (text: string): readonly string[] => text.replace(/^```.*?^```$/gms, '').split('\n');
