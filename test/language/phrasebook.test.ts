import assert from 'node:assert/strict';
import { test } from 'node:test';
import { commander } from '../../src/core/language/chinese/commander.ts';
import { chinesePhrases } from '../../src/core/language/chinese/phrases.ts';
import { phraseFinder } from '../../src/core/language/phrase-finder.ts';
import { translated } from '../../src/core/language/translated.ts';
import { PerennialError } from '../../src/core/errors.ts';
import { parsed } from '../../src/faces/cli/parse.ts';
import { sourceText, textsInSource } from './texts.ts';

const texts = textsInSource();
const find = phraseFinder(chinesePhrases);

test('every text of the source that a person may read is in the phrasebook', () => {
  assert(texts.length > 700, `only ${String(texts.length)} texts were found in the source`);
  const isKnown = (text: string) => text.trim() === '' || (find(text) ?? find(text.trim())) !== undefined;
  const missing = texts.filter(({ text }) => !isKnown(text) && !text.split('\n').every(isKnown));
  assert.deepEqual(
    missing.map(({ file, text }) => `${file}: ${text}`),
    [],
  );
});

test('names, paths and figures come out of every translation as they went in', () => {
  for (const { text, values } of texts) {
    const chinese = translated(text, 'zh-Hant');
    for (const value of values) assert(chinese.includes(value) || isLeftOut(text), `${text} -> ${chinese}`);
  }
});

test('no half of an English sentence is left within a translation', () => {
  const left = texts.flatMap(({ file, text }) =>
    text
      .split('\n')
      .map((line) => translated(line, 'zh-Hant'))
      .filter((line) => /[a-z\d]+,? (is|are|was|no|not|of|the|and|has|it|to) [a-z\d]/.test(line))
      .map((line) => `${file}: ${line}`),
  );
  assert.deepEqual(left, []);
});

/** Chinese has no plural, and no word that stands for others. */
const isLeftOut = (text: string): boolean => /so whoever calls|for serving certificates of kubelets/.test(text);

test('between two places of a phrase stands something, and every place of the Chinese side is one of the English', () => {
  for (const [english, chinese] of chinesePhrases) {
    assert(!english.includes('}{'), english);
    const places = (side: string) => new Set(side.match(/(?<=\{)\d/g));
    assert(places(chinese).isSubsetOf(places(english)), english);
  }
});

test('no phrase is dead: the source has its words, and no other phrase takes its texts', () => {
  const said = sourceText();
  const dead = chinesePhrases
    .filter((phrase) => !commander.includes(phrase))
    .filter(([english, chinese]) => {
      const pieces = english
        .split(/\{\d(?::\w+)?\}|[:;,.?()"'/]|\band\b|\bholds\b| on (?=\{)/)
        .map((piece) => piece.trim());
      const text = english.replace(/\{(\d)(?::\w+)?\}/g, '700$1');
      return pieces.some((piece) => !said.includes(piece)) || find(text)?.phrase[1] !== chinese;
    });
  assert.deepEqual(dead, []);
});

for (const line of [
  '--rot',
  'check --rot',
  'apply',
  'window --next',
  'window --next x',
  'apply a b',
  'check a',
  'chek',
]) {
  test(`what commander says of ${line} is translated`, () => {
    const { message, hint } = refusalOf(line.split(' '));
    for (const text of [message, hint ?? '']) assert.match(translated(text, 'zh-Hant'), /\p{Script=Han}/u, text);
  });
}

function refusalOf(argv: readonly string[]): PerennialError {
  try {
    parsed(argv);
  } catch (thrown) {
    if (thrown instanceof PerennialError) return thrown;
  }
  throw new Error('it was not refused');
}

test('what no phrase fits stays as it is', () => {
  for (const text of ['', ' ', 'something nobody says', 'OK', 'cp-1', '/etc/kubernetes/a and b', 'x'.repeat(10_000)])
    assert.equal(translated(text, 'zh-Hant'), text);
});

test('English is not touched', () => {
  assert.equal(translated('nothing to do', 'en'), 'nothing to do');
});

test('reasons, lists, lengths of time and dates inside of a text are translated with it', () => {
  const pairs = [
    [
      'act now: apiserver: expired on 2027-11-23 21:54 UTC, 3 days ago, and 2 more',
      '請立即處理：apiserver：已於 2027-11-23 21:54 UTC 到期（3 天前），另有 2 項',
    ],
    [
      'does not name 10.0.0.1, a.b and c, so whoever calls those refuses it',
      '憑證中沒有 10.0.0.1、a.b 與 c，以這些名稱連線的一方會拒絕它',
    ],
    ['cannot read /a/b: it is a link to /c, which does not exist', '無法讀取 /a/b：它是指向 /c 的連結，而目標不存在'],
    [
      'renewed 8 certificates in 3.1 s; 8 proved to be in use; none of 812 API requests failed',
      '已更新 8 張憑證，費時 3.1 秒；8 張已證實使用中；812 個 API 請求全部成功',
    ],
    ['Dec 30, 2026 23:36 UTC', '2026-12-30 23:36 UTC'],
    ['Sat 2026-12-05 02:00', '2026-12-05 02:00（週六）'],
    [
      'apiserver: ends on 2026-12-30, in 30 days; due for renewal since 2026-10-01; perennial renew apiserver',
      'apiserver: 將於 2026-12-30 到期（還有 30 天）；自 2026-10-01 起即應更新；perennial renew apiserver',
    ],
    ['ends on 2026-12-30, in 30 days; perennial check', '將於 2026-12-30 到期（還有 30 天）；perennial check'],
  ] as const;
  for (const [english, chinese] of pairs) assert.equal(translated(english, 'zh-Hant'), chinese);
});
