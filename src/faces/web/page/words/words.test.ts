import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chinese } from './chinese.ts';
import { english } from './english.ts';
import { languageFor } from './languages.ts';

const preferences: readonly (readonly [readonly string[], string])[] = [
  [['en-GB', 'en'], 'en'],
  [['zh-TW', 'zh'], 'zh-Hant'],
  [['zh-HK'], 'zh-Hant'],
  [['zh-Hant-TW'], 'zh-Hant'],
  [['zh-CN', 'en'], 'en'],
  [['de', 'zh-TW'], 'zh-Hant'],
  [['de'], 'en'],
  [[], 'en'],
];
for (const [preferred, language] of preferences) {
  test(`a browser that prefers ${preferred.join(', ') || 'nothing'} is spoken to in ${language}`, () => {
    assert.equal(languageFor(preferred), language);
  });
}

test('nothing that the page says in Chinese was left in English', () => {
  const same = Object.entries(chinese).filter(([name, text]) => text === english[name as keyof typeof english]);
  assert.deepEqual(
    same.map(([name]) => name),
    ['notSeen', 'api'],
  );
});
