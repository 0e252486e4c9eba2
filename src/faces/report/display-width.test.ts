import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inColumns } from './columns.ts';
import { cutToWidth, displayWidth, padded, wrapped } from './display-width.ts';

test('a Chinese character and its marks are two columns wide', () => {
  for (const [text, width] of [
    ['', 0],
    ['apiserver', 9],
    ['憑證', 4],
    ['憑證授權單位 (CA)', 17],
    ['。', 2],
    ['é', 1],
  ] as const)
    assert.equal(displayWidth(text), width, text);
});

test('columns stand under each other whatever they hold', () => {
  const lines = inColumns([
    ['憑證', '狀態', '-'],
    ['apiserver', 'ok', '-'],
  ]).split('\n');
  const columns = lines.slice(0, 2).map((line) => displayWidth(line.slice(0, line.lastIndexOf('-'))));
  assert.equal(columns[0], columns[1]);
  assert.equal(displayWidth(padded('嚴重', 8)), 8);
});

test('Chinese is broken between characters, never before a closing mark, and nothing is lost', () => {
  const text = '憑證目前正常。剩餘時間不到 90 天，或不到有效期的三分之一（kubelet.conf），因此下次更新會一併處理。';
  for (let width = 14; width < 60; width += 1) {
    const lines = wrapped(text, width);
    assert.equal(lines.join('').replaceAll(' ', ''), text.replaceAll(' ', ''));
    for (const line of lines) {
      assert(displayWidth(line) <= width + 4, line);
      assert.doesNotMatch(line, /^[，。）]/);
    }
  }
});

test('English is broken at spaces alone', () => {
  assert.deepEqual(wrapped('one two, three (four) five.', 9), ['one two,', 'three', '(four)', 'five.']);
});

test('a text is cut before the character that no longer fits', () => {
  assert.equal(cutToWidth('憑證ab', 3), '憑');
  assert.equal(cutToWidth('憑證ab', 5), '憑證a');
  assert.equal(cutToWidth('ab', 5), 'ab');
});
