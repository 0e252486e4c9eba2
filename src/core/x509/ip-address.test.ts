import assert from 'node:assert/strict';
import { isIP } from 'node:net';
import { test } from 'node:test';
import fc from 'fast-check';
import { addressOctets, addressText } from './ip-address.ts';

const canonical: readonly (readonly [string, string])[] = [
  ['127.0.0.1', '127.0.0.1'],
  ['::1', '::1'],
  ['::', '::'],
  ['0:0:0:0:0:0:0:1', '::1'],
  ['FD00::00A', 'fd00::a'],
  ['2001:db8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
  ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
  ['1:2:3:4:5:6:7::', '1:2:3:4:5:6:7:0'],
  ['64:ff9b::192.0.2.33', '64:ff9b::c000:221'],
  ['::ffff:10.0.0.1', '10.0.0.1'],
  ['::ffff:a00:1', '10.0.0.1'],
];
for (const [text, expected] of canonical) {
  test(`${text} is ${expected} in canonical form`, () => {
    const octets = addressOctets(text);
    assert.equal(octets && addressText(octets), expected);
  });
}

const none = [
  '',
  'localhost',
  '1.2.3',
  '1.2.3.4.5',
  '256.1.1.1',
  '01.2.3.4',
  '0x7f.1',
  '1.2.3.4 ',
  '::1%eth0',
  ':',
  ':::',
  '1::2::3',
  '12345::',
  '[::1]',
  '::1]/x[',
];
for (const text of none) {
  test(`'${text}' is no address`, () => assert.equal(addressOctets(text), undefined));
}

test('octets survive the text, for IPv4 and IPv6', () => {
  const address = fc.oneof(
    fc.uint8Array({ minLength: 4, maxLength: 4 }),
    fc.uint8Array({ minLength: 16, maxLength: 16 }),
  );
  fc.assert(
    fc.property(address, (octets) => {
      const text = addressText(Buffer.from(octets)) ?? '';
      assert.notEqual(isIP(text), 0);
      assert.deepEqual(addressOctets(text), Buffer.from(octets));
    }),
  );
});

test('five octets are no address', () => assert.equal(addressText(Buffer.alloc(5)), undefined));
