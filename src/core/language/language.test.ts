import assert from 'node:assert/strict';
import { test } from 'node:test';
import { languageNamed, languageOf } from './language.ts';

const names = [
  ['en', 'en'],
  ['en_US.UTF-8', 'en'],
  ['C', 'en'],
  ['C.UTF-8', 'en'],
  ['POSIX', 'en'],
  ['zh-Hant', 'zh-Hant'],
  ['zh-TW', 'zh-Hant'],
  ['zh_TW', 'zh-Hant'],
  ['zh_TW.UTF-8', 'zh-Hant'],
  ['zh_TW.utf8@radical', 'zh-Hant'],
  ['zh_HK.UTF-8', 'zh-Hant'],
  ['zh-Hant-TW', 'zh-Hant'],
  // A terminal of Big5 would show UTF-8 as something else.
  ['zh_TW.Big5', undefined],
  ['zh_CN.UTF-8', undefined],
  ['zh-Hans-HK', undefined],
  ['zh', undefined],
  ['de_DE.UTF-8', undefined],
  ['', undefined],
  ['zh_TW; rm -rf /', undefined],
] as const;

for (const [name, language] of names) {
  test(`${name === '' ? 'nothing' : name} means ${language ?? 'none of ours'}`, () => {
    assert.equal(languageNamed(name), language);
  });
}

const environments = [
  [{ LANG: 'zh_TW.UTF-8' }, 'zh-Hant'],
  [{ LANG: 'zh_TW.UTF-8', LC_MESSAGES: 'C' }, 'en'],
  [{ LANG: 'C', LC_MESSAGES: 'zh_TW.UTF-8' }, 'zh-Hant'],
  [{ LANG: 'zh_TW.UTF-8', LC_ALL: 'en_US.UTF-8', LC_MESSAGES: 'zh_TW.UTF-8' }, 'en'],
  [{ LANG: 'zh_TW.UTF-8', LC_ALL: '' }, 'zh-Hant'],
  [{ LANG: 'de_DE.UTF-8' }, 'en'],
  [{}, 'en'],
] as const;

for (const [environment, language] of environments) {
  test(`${JSON.stringify(environment)} means ${language}`, () => {
    assert.equal(languageOf(environment), language);
  });
}
