import assert from 'node:assert/strict';
import { test } from 'node:test';
import { markOf, refusalIn } from './mark.ts';

const refusal = { port: 6443, run: '2026-11-24T12-00-00Z-restart', since: 1, until: 2 };
const ruleWith = (comment: string): string =>
  `-A INPUT -p tcp --dport 6443 -m comment --comment "${comment}" -j REJECT`;

test('a mark tells what it was made of', () => {
  assert.deepEqual(refusalIn(ruleWith(markOf(refusal))), refusal);
});

test('a run with an odd name makes a mark without blanks or quotes, short enough for a comment', () => {
  const mark = markOf({ ...refusal, run: `a b"'; -j ACCEPT ${'x'.repeat(300)}` });
  assert.match(mark, /^[\w:-]{1,255}$/);
  assert.equal(refusalIn(ruleWith(mark))?.port, 6443);
});

for (const rule of [
  '',
  '-P INPUT ACCEPT',
  ruleWith('perennial'),
  ruleWith('perennial:drain:run'),
  ruleWith('perennial:drain:run:now:later'),
  ruleWith('perennial:drain:run:1:99999999999999999999'),
  ruleWith('not-perennial:drain:').replace('not-', 'un'),
  ruleWith(markOf(refusal)).replace('--dport 6443 ', ''),
]) {
  test(`no rule of ours: ${rule.slice(0, 90)}`, () => {
    assert.equal(refusalIn(rule), undefined);
  });
}
