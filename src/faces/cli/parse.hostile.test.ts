import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PerennialError } from '../../core/errors.ts';
import { parsed } from './parse.ts';

/** What is typed, and what the message has to name. */
const slips: readonly (readonly [readonly string[], RegExp, RegExp?])[] = [
  [['chekc'], /chekc/, /check/],
  [['enew'], /enew/, /renew/],
  [['xyzzy'], /xyzzy/, /the commands are/],
  [['check', '--rot', '/'], /--rot/, /--root/],
  [['check', '--output', 'json'], /--output/, /-o/],
  [['check', '-o', 'jsn'], /jsn/, /json/],
  [['renew', '-o', 'nagios'], /nagios/, /text, json/],
  [['check', '--root', ''], /nothing/],
  [['check', '--config='], /nothing/],
  [['renew', '--root'], /--root/],
  [['apply'], /FILE/],
  [['apply', 'a', 'b'], /too many arguments/],
  [['restart', 'etcd', '--grace', '-1'], /-1/],
  [['restart', 'etcd', '--grace', '1e3'], /1e3/],
  [['restart', 'etcd', '--grace', '99999999999999999999'], /grace/],
  [['__proto__'], /__proto__/],
  [['constructor'], /constructor/],
  [['check', '--__proto__', 'x'], /__proto__/],
  [[''], /there is no command/],
  [['--', 'nowhere'], /nowhere/],
];

for (const [argv, message, hint] of slips) {
  test(`${JSON.stringify(argv)} is refused by name`, () => {
    const error = refusalOf(argv);
    assert.match(error.message, message);
    if (hint !== undefined) assert.match(error.hint ?? '', hint);
  });
}

test('a command of a hundred kilobytes is refused in one short line', () => {
  assert.ok(refusalOf(['x'.repeat(100_000)]).message.length < 300);
});

test('an option of a hundred kilobytes is refused in one short line', () => {
  assert.ok(refusalOf(['check', `--${'x'.repeat(100_000)}`]).message.length < 300);
});

test('an escape sequence in an argument is written out', () => {
  assert.doesNotMatch(refusalOf(['\u001b[2J']).message, new RegExp('\u001b'));
  assert.doesNotMatch(refusalOf(['check', '--\u001b[2J']).message, new RegExp('\u001b'));
});

function refusalOf(argv: readonly string[]): PerennialError {
  try {
    parsed(argv);
  } catch (thrown) {
    assert.ok(thrown instanceof PerennialError);
    assert.equal(thrown.code, 'usage');
    return thrown;
  }
  throw new Error('it was not refused');
}
