import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canonicalAddress, firstAddressOf } from './address.ts';

const addresses: readonly (readonly [string, string | undefined])[] = [
  ['10.0.0.1', '10.0.0.1'],
  ['::1', '::1'],
  ['[::1]', '::1'],
  ['::', '::'],
  ['0:0:0:0:0:0:0:1', '::1'],
  ['2001:DB8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
  ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
  ['fd00:10:96::', 'fd00:10:96::'],
  ['fe80::10:0:0', 'fe80::10:0:0'],
  ['::ffff:10.0.0.1', '10.0.0.1'],
  ['10.0.0', undefined],
  ['10.0.0.256', undefined],
  ['1:2:3:4:5:6:7:8:9', undefined],
  ['1::2::3', undefined],
  ['1:2:3:4:5:6:7::8', undefined],
  ['12345::', undefined],
  ['node-1', undefined],
  ['', undefined],
];

for (const [text, canonical] of addresses) {
  test(`the address '${text}' is ${canonical ?? 'none'}`, () => assert.equal(canonicalAddress(text), canonical));
}

const ranges: readonly (readonly [string, string | undefined])[] = [
  ['10.96.0.0/12', '10.96.0.1'],
  ['10.96.0.5/16', '10.96.0.1'],
  ['fd00:10:96::/112', 'fd00:10:96::1'],
  ['192.168.1.8/29', '192.168.1.9'],
  ['10.96.0.0', undefined],
  ['10.96.0.0/33', undefined],
  ['kubernetes/12', undefined],
];

for (const [range, first] of ranges) {
  test(`the first address of '${range}' is ${first ?? 'none'}`, () => assert.equal(firstAddressOf(range), first));
}
