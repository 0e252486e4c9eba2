import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

const GLOSSARY = 'docs/zh-Hant/glossary.md';

/** Everything that is written in Chinese. */
const texts = globSync([
  'src/core/language/chinese/*.ts',
  'src/core/check/explain/chinese*.ts',
  'src/core/errors/chinese*.ts',
  'src/faces/web/page/words/chinese.ts',
  'README.zh-Hant.md',
  'docs/zh-Hant/**/*.md',
])
  .filter((file) => file !== GLOSSARY)
  .map((file) => ({ file, text: readFileSync(file, 'utf8') }));

const rows = readFileSync(GLOSSARY, 'utf8')
  .split('\n')
  .filter((line) => /^\| (?!English|---)/.test(line))
  .map((line) => line.split('|').map((cell) => cell.trim()));

const wordsIn = (cell = ''): readonly string[] => cell.split(/、/).filter((word) => word !== '');

for (const [, english = '', chosen, refused] of rows) {
  test(`${english} is said in Chinese as the glossary says`, () => {
    for (const word of wordsIn(chosen?.replace(/（.*/, '')))
      assert(
        texts.some(({ text }) => text.includes(word)),
        `${word} is nowhere`,
      );
    for (const word of wordsIn(refused))
      for (const { file, text } of texts) {
        const line = text.split('\n').find((one) => one.includes(word));
        assert.equal(line, undefined, `${file} has ${word}`);
      }
  });
}
