import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chinesePages } from './chinese.ts';
import { explanationOf, findingCodes, isFindingCode } from './explain.ts';

for (const code of findingCodes) {
  test(`the page of ${code} says what, why, how and when not`, () => {
    const { title, meaning, why, mend, ignore } = explanationOf(code);
    assert.doesNotMatch(title, /\.$/);
    for (const text of [meaning, why, ignore, ...mend.map((remedy) => remedy.text)]) assert.match(text, /^.+[.]$/s);
    assert(mend.length > 0);
  });

  test(`the page of ${code} says the same in Chinese, with the same commands and sources`, () => {
    const { title, meaning, why, mend, ignore, sources } = chinesePages[code];
    const english = explanationOf(code);
    assert.match(title, /\p{Script=Han}.*[^。]$/u);
    for (const text of [meaning, why, ignore, ...mend.map((remedy) => remedy.text)])
      assert.match(text, /\p{Script=Han}.*。$/u);
    assert.deepEqual(
      [mend.map(({ commands }) => commands), sources],
      [english.mend.map(({ commands }) => commands), english.sources],
    );
  });
}

test('only codes are codes', () => {
  assert(isFindingCode('stale'));
  for (const word of ['', 'Stale', 'toString', '__proto__']) assert(!isFindingCode(word), word);
});
