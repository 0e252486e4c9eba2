import assert from 'node:assert/strict';
import { test } from 'node:test';
import { historyIn, lineOf } from './lines.ts';
import { looksOf } from './looks.test-support.ts';
import { renewalsIn } from './renewals.ts';

const [one, two] = looksOf({ day: 0 }, { day: 1, renewed: ['apiserver'], run: 'run-1' });
assert.ok(one && two);
const [good, next] = [lineOf(one), lineOf(two)];

test('what is written is read again', () => {
  assert.deepEqual(historyIn(`${good}\n${next}\n`), { looks: [one, two], damaged: 0 });
  assert.deepEqual(historyIn(''), { looks: [], damaged: 0 });
});

const changed = (change: Readonly<Record<string, unknown>>): string =>
  JSON.stringify({ ...JSON.parse(good), ...change });
const certificate = { name: 'apiserver', serial: 'AB', notBefore: 1, notAfter: 2 };

const hostile: Readonly<Record<string, string>> = {
  'a torn line': good.slice(0, good.length / 2),
  'binary bytes': '\u0000\u0001\ufffd',
  'JSON that is no object': '[1,2,3]',
  null: 'null',
  'a number': '17',
  'deep nesting': '['.repeat(50_000),
  'a format of the future': changed({ format: 2 }),
  'a time that is text': changed({ at: '2026' }),
  'a time beyond all dates': changed({ at: 1e300 }),
  'components in a list': changed({ components: [1] }),
  'a component without version': changed({ components: { etcd: {} } }),
  'upgrades that are no list': changed({ upgrades: 'b1' }),
  'certificates that are no list': changed({ certificates: {} }),
  'a certificate without serial': changed({ certificates: [{ ...certificate, serial: undefined }] }),
  'a certificate whose run is a list': changed({ certificates: [{ ...certificate, run: ['x'] }] }),
  'an endless name': changed({ certificates: [{ ...certificate, name: 'x'.repeat(100_000) }] }),
  'an end that is no time': changed({ certificates: [{ ...certificate, notAfter: 8.64e15 + 1 }] }),
};

for (const [name, line] of Object.entries(hostile)) {
  test(`a line of the history that is ${name} is counted, and costs no other line`, () => {
    const { looks, damaged } = historyIn(`${good}\n${line}\n${next}\n`);
    assert.deepEqual({ looks, damaged }, { looks: [one, two], damaged: 1 });
    assert.equal(renewalsIn(looks).length, 1);
  });
}

test('names that objects have anyway are names like any other', () => {
  const line = `{"format":1,"at":1,"components":{"__proto__":{"version":"1","manifest":""}},"upgrades":[],"certificates":[]}`;
  const { looks, damaged } = historyIn(`${line}\n${good}\n`);
  assert.deepEqual([looks.length, damaged], [2, 0]);
  assert.deepEqual(renewalsIn(looks), []);
});
