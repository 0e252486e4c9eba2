import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { oddAuthority, testAuthority } from '../../../test/pki.ts';
import { PerennialError } from '../errors.ts';
import { enclosed } from './der.ts';
import { certificateOf, certificatesOf, derOf, pemOf } from './pem.ts';

const { certificatePem, privateKeyPem, certificate } = testAuthority({ commonName: 'kubernetes' });
const der = derOf(certificate);

/** What reading this throws, which must be one of ours. */
function refusal(text: string | Buffer): PerennialError {
  try {
    certificatesOf(text, '/etc/kubernetes/pki/ca.crt');
  } catch (thrown) {
    assert.ok(thrown instanceof PerennialError, String(thrown));
    assert.equal(thrown.file, '/etc/kubernetes/pki/ca.crt');
    return thrown;
  }
  return assert.fail('it was read');
}

const hostile: readonly (readonly [string, string | Buffer, number, RegExp])[] = [
  ['an empty file', '', 1, /is empty$/],
  ['blanks', ' \n\n', 1, /holds no certificate$/],
  ['zeros', Buffer.alloc(4096), 1, /holds no certificate$/],
  ['DER instead of PEM', der, 1, /holds no certificate$/],
  ['a block without end', certificatePem.slice(0, -30), 1, /line 1: the block has no end$/],
  ['a block with only its first line', `text\n-----BEGIN CERTIFICATE-----`, 2, /line 2: the block has no end$/],
  ['a second block cut short', `${certificatePem}${certificatePem.slice(0, 200)}`, 0, /the block has no end$/],
  ['a block that begins in another', certificatePem.replace(/\n/, '\n-----BEGIN CERTIFICATE-----\n'), 1, /has no end$/],
  ['BEGIN and END that differ', certificatePem.replace('END CERT', 'END X509 CERT'), 1, /do not name the same thing$/],
  ['no base64', certificatePem.replace('MII', 'M!I').replace('MIIB', 'M!IB'), 1, /not base64$/],
  ['base64 cut short', certificatePem.replace(/.\n-----END/, '\n-----END'), 1, /not base64$/],
  ['an empty block', '-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n', 1, /not base64$/],
  ['another label', certificatePem.replaceAll('CERTIFICATE', 'TRUSTED CERTIFICATE'), 1, /holds no certificate$/],
  ['headers only', certificatePem.replace('-----\n', '-----\nA: b\nA: b\n\n'), 1, /holds no certificate$/],
  ['a byte order mark', `\ufeff${certificatePem}`, 1, /byte order mark/],
  ['UTF-16', Buffer.from(`\ufeff${certificatePem}`, 'utf16le'), 1, /byte order mark/],
  ['a private key', `note\n${privateKeyPem}`, 2, /a private key where a certificate should be$/],
  ['a key with a certificate’s label', pemOf('CERTIFICATE', Buffer.from(keyBody(), 'base64')), 1, /cannot be read/],
  ['DER cut short', pemOf('CERTIFICATE', der.subarray(0, -1)), 1, /cut short$/],
  ['something after the DER', pemOf('CERTIFICATE', Buffer.concat([der, Buffer.from([5, 0])])), 1, /follows/],
  ['a certificate of 100 kB', pemOf('CERTIFICATE', enclosed(0x30, [Buffer.alloc(100_000)])), 1, /far too large/],
];
for (const [what, text, line, message] of hostile) {
  test(`${what} is refused, with a line`, () => {
    const error = refusal(typeof text === 'string' ? Buffer.from(text) : text);
    assert.equal(error.code, 'file-malformed');
    assert.match(error.message, message);
    if (line > 0) assert.equal(error.line, line);
  });
}

test('nothing of a private key shows in a refusal', () => {
  const body = keyBody();
  for (const text of [privateKeyPem, pemOf('CERTIFICATE', Buffer.from(body, 'base64')), privateKeyPem.slice(0, -20)]) {
    const { message, hint, stack, cause } = refusal(text);
    const shown = [message, hint, stack, String(cause)].join('\n');
    for (let at = 0; at + 12 <= body.length; at += 4) assert.ok(!shown.includes(body.slice(at, at + 12)));
  }
});

test('100 MB are refused by their size, at once', () => {
  const huge = Buffer.alloc(100 * 1024 * 1024, '-----BEGIN CERTIFICATE-----\n');
  const start = performance.now();
  assert.equal(refusal(huge).code, 'file-too-large');
  assert.ok(performance.now() - start < 1000);
});

test('more certificates than anybody has are refused', () => {
  assert.equal(refusal(certificatePem.repeat(1001)).code, 'file-too-large');
});

const bombs: readonly (readonly [string, Buffer])[] = [
  ['deep nesting', nested(10_000)],
  ['nesting in place of the extensions', enclosed(0x30, [enclosed(0x30, [der.subarray(4, 200), nested(5000)])])],
  ['a length of 16 MiB', Buffer.from('3083ffffff', 'hex')],
  ['a length of 4 GiB', Buffer.from('3084ffffffff', 'hex')],
  ['a length of 2^1000', Buffer.concat([Buffer.from('30fe', 'hex'), Buffer.alloc(126, 0xff)])],
  ['an indefinite length', Buffer.from('30800000', 'hex')],
  ['a length that is missing', Buffer.from('3082', 'hex')],
  ['a tag of many octets', Buffer.concat([Buffer.from('3f', 'hex'), Buffer.alloc(1000, 0xff)])],
  ['20,000 fields', enclosed(0x30, [Buffer.from('0500'.repeat(20_000), 'hex')])],
  ['an endless object identifier', enclosed(0x30, [enclosed(0x30, endlessIdentifier())])],
];
for (const [what, bytes] of bombs) {
  test(`${what} costs no time and no stack`, () => {
    const start = performance.now();
    assert.match(refusal(pemOf('CERTIFICATE', bytes)).message, /cannot be read/);
    assert.ok(performance.now() - start < 500);
  });
}

test('a certificate with an extension twice is refused: readers would differ in which one they take', () => {
  const extension = { objectIdentifier: '2.5.29.19', critical: true, value: Buffer.from('30030101ff', 'hex') };
  assert.throws(() => oddAuthority({ extensions: [extension, extension] }), { code: 'file-malformed' });
});

const dates: readonly (readonly [string, string])[] = [
  ['a thirteenth month', '261301000000Z'],
  ['the 30th of February', '260230000000Z'],
  ['another time zone', '2601010000+01'],
  ['letters', 'yesterday...Z'],
];
for (const [what, text] of dates) {
  test(`a date with ${what} is refused`, () => {
    const hex = der.toString('hex');
    const broken = hex.replace(/170d[0-9a-f]{26}/, `170d${Buffer.from(text).toString('hex')}`);
    assert.match(refusal(pemOf('CERTIFICATE', Buffer.from(broken, 'hex'))).message, /a date/);
  });
}

test('whatever single octet is changed, reading ends in a certificate or in our error', () => {
  fc.assert(
    fc.property(fc.nat(der.length - 1), fc.nat(255), (at, octet) => {
      const changed = Buffer.from(der);
      changed[at] = octet;
      readOrRefused(changed);
    }),
    { numRuns: 500 },
  );
});

test('whatever is cut off or put in, reading ends in a certificate or in our error', () => {
  fc.assert(
    fc.property(fc.nat(der.length), fc.nat(40), fc.uint8Array({ maxLength: 40 }), (at, cut, put) => {
      readOrRefused(Buffer.concat([der.subarray(0, at), put, der.subarray(at + cut)]));
    }),
    { numRuns: 500 },
  );
});

function readOrRefused(bytes: Buffer): void {
  try {
    certificateOf(bytes);
  } catch (thrown) {
    assert.ok(thrown instanceof PerennialError && thrown.code === 'file-malformed', String(thrown));
  }
}

function keyBody(): string {
  return privateKeyPem.replace(/-----.*-----|\s/g, '');
}

function nested(depth: number): Buffer {
  let bytes: Buffer = Buffer.alloc(0);
  for (let level = 0; level < depth; level++) bytes = enclosed(0x30, [bytes]);
  return bytes;
}

function endlessIdentifier(): readonly Buffer[] {
  const numbers = [Buffer.from('020101', 'hex'), enclosed(0x30, [enclosed(0x06, [Buffer.alloc(50_000, 0xff)])])];
  return [...numbers, ...[1, 2, 3, 4].map(() => Buffer.from('3000', 'hex'))];
}
