import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chineseErrorPages } from './chinese.ts';
import { englishErrorPages, errorCodes, isErrorCode } from './explain.ts';
import type { ErrorExplanation } from './explanation.ts';

const sentences = ({ meaning, state, mend }: ErrorExplanation): readonly string[] => [
  meaning,
  state,
  ...mend.map(({ text }) => text),
];

for (const code of errorCodes) {
  const [english, chinese] = [englishErrorPages[code], chineseErrorPages[code]];

  test(`the page of the error ${code} says what happened, what has become of the node, and what to do`, () => {
    assert.doesNotMatch(english.title, /\.$/);
    for (const text of sentences(english)) assert.match(text, /^.+[.]$/s);
    assert(english.mend.length > 0);
  });

  test(`the page of the error ${code} says the same in Chinese, with the same commands`, () => {
    assert.match(chinese.title, /\p{Script=Han}.*[^。]$/u);
    for (const text of sentences(chinese)) assert.match(text, /\p{Script=Han}.*。$/u);
    const commands = ({ mend }: ErrorExplanation) => mend.map((remedy) => remedy.commands);
    assert.deepEqual(commands(chinese), commands(english));
  });
}

test('only codes are codes', () => {
  assert(isErrorCode('lock-busy'));
  for (const word of ['', 'Usage', 'toString', '__proto__']) assert(!isErrorCode(word), word);
});
