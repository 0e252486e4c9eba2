import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { bytes, fieldsOf, integer, map, message } from './protobuf.ts';

describe('the protobuf wire format', () => {
  test('what is written is read again', () => {
    const written = message(
      bytes(1, 'id'),
      integer(6, 1),
      integer(7, 1_795_472_884_000_000_000n),
      map(8, { name: 'etcd' }),
    );
    assert.deepEqual(fieldsOf(written), [
      { number: 1, value: Buffer.from('id') },
      { number: 6, value: 1n },
      { number: 7, value: 1_795_472_884_000_000_000n },
      { number: 8, value: message(bytes(1, 'name'), bytes(2, 'etcd')) },
    ]);
  });

  test('field numbers and lengths of more than seven bits have more than one byte', () => {
    assert.equal(bytes(18, 'x'.repeat(200)).subarray(0, 4).toString('hex'), '9201c801');
  });

  test('a negative number is ten bytes, as the format wants it', () => {
    assert.equal(integer(2, -1).toString('hex'), '10ffffffffffffffffff01');
  });

  for (const [what, hex] of [
    ['a varint that does not end', '08ffffffffffffffffffffff'],
    ['a message cut short', '0a05616263'],
    ['a length without its end', '0aff'],
    ['a wire type of groups', '0b0c'],
  ] as const) {
    test(`${what} is refused`, () => {
      assert.throws(() => fieldsOf(Buffer.from(hex, 'hex')), Error);
    });
  }
});
