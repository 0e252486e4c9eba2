import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failureOf } from './failure.ts';

const TOKEN = 'Zm9yIHRlc3RzIG9ubHk-0123456789';

test('what was thrown is said in one line, with where', () => {
  const { path, why } = failureOf('/metrics', new TypeError('nothing\nhere'));
  assert.equal(path, '/metrics');
  assert.match(why, /^TypeError: nothing at .*failure\.hostile\.test\.ts:\d+:\d+\)?$/);
});

const thrown: readonly (readonly [what: string, thrown: unknown, said: RegExp])[] = [
  ['a text', 'no', /^no$/],
  ['nothing', undefined, /^undefined$/],
  ['line breaks', 'a\nb\r\n\u2028c', /^a b c$/],
  ['a megabyte', 'x'.repeat(2 ** 20), /^x{597}\.\.\.$/],
  ['a key', new Error('-----BEGIN EC PRIVATE KEY-----'), /^what was thrown holds what looks like a secret$/],
  ['a token', new Error(`Authorization: Bearer ${TOKEN}`), /^what was thrown holds what looks like a secret$/],
];
for (const [what, one, said] of thrown) {
  test(`${what} that was thrown is one short line without a secret`, () => {
    assert.match(failureOf('/', one).why, said);
  });
}

test('the path of a calendar is said without the token in it', () => {
  const { path } = failureOf(`/calendar/${TOKEN}.ics`, 'no');
  assert.equal(path, '/calendar/TOKEN.ics');
});
