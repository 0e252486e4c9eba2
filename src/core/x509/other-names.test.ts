import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { oddAuthority, testAuthority } from '../../../test/pki.ts';
import type { Certificate } from './certificate.ts';
import { elementOf, enclosed } from './der.ts';
import { extensionIdentifiers, extensionOf } from './extensions.ts';
import { kindOfName, type NameKind, otherNameBytes, otherNameText } from './other-names.ts';
import { derOf } from './pem.ts';
import { structureOf } from './structure.ts';

const ascii = (text: string): string => Buffer.from(text).toString('hex');
const directory = enclosed(0xa4, [Buffer.from('300f310d300b06035504030c0463702d31', 'hex')]).toString('hex');
const principal = 'a01c060a2b060104018237140203a00e0c0c636c7573746572406578616d';

/** Every kind of RFC 5280 section 4.2.1.6 that is neither a DNS name nor an address, and what nobody should have written. */
const names: readonly (readonly [what: string, hex: string, text: string])[] = [
  ['a URI', `860a${ascii('spiffe://a')}`, 'URI:spiffe://a'],
  ['an empty URI', '8600', 'URI:'],
  ['a mailbox', `8105${ascii('a@b.c')}`, 'email:a@b.c'],
  ['a principal of Active Directory', principal, `other:${principal}`],
  ['an X.400 address', 'a302a000', 'other:a302a000'],
  ['a directory name', directory, `other:${directory}`],
  ['a registered identifier', '88032a0304', 'other:88032a0304'],
  ['a URI with a blank', `8603${ascii('a b')}`, 'other:8603612062'],
  ['a URI with an escape sequence for terminals', '86031b5b6d', 'other:86031b5b6d'],
  ['a URI beyond ASCII', '8602c3bc', 'other:8602c3bc'],
  ['a URI whose length takes an octet too many', '86810161', 'other:86810161'],
  ['an address of five octets', '87050a00000001', 'other:87050a00000001'],
];
const sequence = (hex: string): Buffer => enclosed(0x30, [Buffer.from(hex, 'hex')]);

/** A real certificate that holds exactly these GeneralNames. */
function holding(hex: string): Certificate {
  const objectIdentifier = extensionIdentifiers.subjectAlternativeName;
  return oddAuthority({ extensions: [{ objectIdentifier, critical: false, value: sequence(hex) }] }).certificate;
}

for (const [what, hex, text] of names) {
  test(`${what} is read as ${text.slice(0, 30)}, and certified again byte for byte`, () => {
    const { otherNames, dnsNames, ipAddresses } = holding(hex);
    assert.deepEqual([otherNames, dnsNames, ipAddresses], [[text], [], []]);
    const { certificate } = testAuthority({ commonName: 'a' }).leaf({ commonName: 'b', otherNames });
    const extension = extensionOf(structureOf(derOf(certificate)), 'subjectAlternativeName');
    assert.equal(extension?.value.toString('hex'), sequence(hex).toString('hex'));
  });
}

test('all kinds beside each other are told apart, in the order of the certificate', () => {
  const mixed = ['8601' + ascii('u'), '8201' + ascii('d'), '87040a000001', '8101' + ascii('e'), '8201' + ascii('c')];
  const { dnsNames, ipAddresses, otherNames } = holding(mixed.join(''));
  assert.deepEqual([dnsNames, ipAddresses, otherNames], [['d', 'c'], ['10.0.0.1'], ['URI:u', 'email:e']]);
});

const noNames: readonly string[] = [
  '',
  'spiffe://a',
  'uri:spiffe://a',
  'DNS:a',
  'other:',
  'other:8',
  'other:zz',
  'other:8601',
  'other:86016161',
  'other:8601AA',
  'URI:a b',
  'URI:ü',
  'email:a\n',
];
for (const text of noNames) {
  test(`'${text}' stands for no name`, () => assert.equal(otherNameBytes(text), undefined));
}

test('whatever a name is, its text is printable and leads back to its bytes', () => {
  const name = fc.record({
    tag: fc.constantFrom(0x81, 0x86, 0x87, 0x88, 0xa0, 0xa3, 0xa4, 0xa5),
    content: fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc.string({ maxLength: 300 }).map((text) => Buffer.from(text)),
    ),
  });
  const property = fc.property(name, ({ tag, content }) => {
    const bytes = enclosed(tag, [content]);
    const text = otherNameText(elementOf(bytes));
    assert.match(text, /^[\x21-\x7e]+$/);
    assert.deepEqual(otherNameBytes(text), bytes);
  });
  fc.assert(property, { numRuns: 500 });
});

const kinds: readonly (readonly [string, NameKind])[] = [
  ['10.0.0.1', 'ipAddresses'],
  ['fd00::1', 'ipAddresses'],
  ['api.example.com', 'dnsNames'],
  ['*.example.com', 'dnsNames'],
  ['URI:spiffe://a', 'otherNames'],
  ['email:a@b.c', 'otherNames'],
  ['other:88032a0304', 'otherNames'],
  ['other:nonsense', 'dnsNames'],
];
for (const [text, kind] of kinds) {
  test(`'${text}' belongs to ${kind}`, () => assert.equal(kindOfName(text), kind));
}
