import assert from 'node:assert/strict';
import { test } from 'node:test';
import { enclosed } from './der.ts';
import { distinguishedNameOf } from './distinguished-name.ts';

const O = '060355040a';
const CN = '0603550403';
const one = (type: string, tag: number, value: Buffer | string) =>
  enclosed(0x30, [Buffer.from(type, 'hex'), enclosed(tag, [Buffer.from(value)])]);
const name = (...sets: readonly (readonly Buffer[])[]) =>
  distinguishedNameOf(
    enclosed(
      0x30,
      sets.map((set) => enclosed(0x31, set)),
    ),
  );

test('organizations may be in one set or in several', () => {
  const expected = { commonName: 'a', organizations: ['x', 'y'] };
  const together = name([one(O, 0x13, 'x'), one(O, 0x13, 'y')], [one(CN, 0x13, 'a')]);
  const apart = name([one(O, 0x13, 'x')], [one(O, 0x13, 'y')], [one(CN, 0x13, 'a')]);
  assert.deepEqual(together, { ...expected, text: 'O=x + O=y, CN=a' });
  assert.deepEqual(apart, { ...expected, text: 'O=x, O=y, CN=a' });
});

test('of several common names the last counts', () => {
  assert.equal(name([one(CN, 0x13, 'a')], [one(CN, 0x13, 'b')]).commonName, 'b');
});

test('an empty name is empty', () => {
  assert.deepEqual(name(), { commonName: '', organizations: [], text: '' });
});

const encodings: readonly (readonly [string, number, Buffer])[] = [
  ['UTF8String', 0x0c, Buffer.from('Zürich €')],
  ['BMPString', 0x1e, Buffer.from('Zürich €', 'utf16le').swap16()],
  [
    'UniversalString',
    0x1c,
    Buffer.from([...'Zürich €'].map((c) => c.charCodeAt(0).toString(16).padStart(8, '0')).join(''), 'hex'),
  ],
];
for (const [what, tag, bytes] of encodings) {
  test(`a ${what} is read`, () => assert.equal(name([one(CN, tag, bytes)]).commonName, 'Zürich €'));
}

test('a TeletexString is read as Latin-1', () => {
  assert.equal(name([one(CN, 0x14, Buffer.from('Zürich', 'latin1'))]).commonName, 'Zürich');
});

test('the one-line text escapes what would forge an attribute or move a cursor', () => {
  assert.equal(name([one(CN, 0x0c, 'a, O=system:masters\n\u001b[2J')]).text, 'CN=a\\, O=system:masters\\0A\\1B[2J');
});

test('an attribute without a short name has its object identifier', () => {
  assert.equal(name([one('0603550455', 0x0c, 'x')]).text, '2.5.4.85=x');
});

test('code points that do not exist are replaced', () => {
  assert.equal(name([one(CN, 0x1c, Buffer.from('ffffffff', 'hex'))]).commonName, '\u{fffd}');
});
