import assert from 'node:assert/strict';
import { test } from 'node:test';
import { translated } from './translated.ts';

test('a name made to look like a text of ours, or like a place of a phrase, stays what it is', () => {
  for (const name of ['{1}', '$1', '$&', 'behind', 'open', '{2:word}'])
    assert.equal(translated(`there is no node ${name}`, 'zh-Hant'), `沒有節點 ${name}`);
});

test('marks without end come back, and are not gone through in every way there is', () => {
  for (const mark of [': ', '; ', ', ', ' and ', ' on ', ' is ', '{1}'])
    assert.equal(typeof translated(`act now: ${mark.repeat(900)}`, 'zh-Hant'), 'string');
});

test('a control character is not made harmless here, and not lost either: that is done after it', () => {
  assert.match(translated('there is no node \u001b[2J', 'zh-Hant'), /\u001b\[2J$/);
});
