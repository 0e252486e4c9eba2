import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { leaf, NOW, seenNode } from '../../../test/overviews.ts';
import { calendarText } from './calendar-text.ts';
import { icalendarReaders } from './icalendar-readers.test-support.ts';

const calendarOf = (...names: readonly string[]) =>
  calendarText(
    { takenAt: NOW, nodes: [seenNode('cp-1', { certificates: names.map((name) => leaf(name)) })] },
    { version: '1.2.3' },
  );

const hostileNames = [
  'a\r\nBEGIN:VALARM\r\nACTION:EMAIL\r\nEND:VALARM',
  'a\nEND:VEVENT\nBEGIN:VEVENT',
  'semi;colon,comma\\back"quote:colon',
  `${'long '.repeat(60)}end`,
  '憑證'.repeat(60),
  '👩‍👩‍👧‍👦'.repeat(20),
  'nul\0bell\u0007escape\u001b[31m',
  'half a pair \ud83d',
];

for (const { name, read } of icalendarReaders) {
  test(`${name} reads hostile names as text, and no event more`, async () => {
    const events = read(await calendarOf(...hostileNames));
    assert.equal(events.length, 4 * hostileNames.length);
    for (const text of ['semi;colon,comma\\back"quote:colon', '憑證'.repeat(60), '👩‍👩‍👧‍👦'.repeat(20)])
      assert.ok(
        events.some(({ summary }) => summary === `Ends: ${text} on cp-1`),
        text,
      );
  });
}

test('all readers understand the same of hostile names', async () => {
  const text = await calendarOf(...hostileNames);
  const [first, ...others] = icalendarReaders.map(({ read }) => read(text));
  for (const other of others) assert.deepEqual(other, first);
});

test('whatever the name: lines end with CRLF, have at most 75 octets, and are UTF-8 each', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 300 }), async (name) => {
      const text = await calendarOf(name);
      const lines = text.split('\r\n');
      assert.equal(lines.pop(), '');
      for (const line of lines) {
        assert.ok(Buffer.byteLength(line) <= 75 && line.isWellFormed() && !/[\r\n]/.test(line), JSON.stringify(line));
        assert.match(line, /^(?: |[A-Z-]+[;:])/);
      }
      assert.equal(lines.filter((line) => line === 'BEGIN:VEVENT').length, 4);
    }),
    { numRuns: 200 },
  );
});

test('a certificate without an end (RFC 5280: the year 9999) keeps dates at four digits', async () => {
  const certificates = [leaf('forever', { expiresAt: Date.UTC(9999, 11, 31, 23, 59, 59) })];
  const text = await calendarText({ takenAt: NOW, nodes: [seenNode('cp-1', { certificates })] }, { version: '1' });
  assert.match(text, /DTSTART;VALUE=DATE:99991231\r\n/);
  assert.doesNotMatch(text, /DATE:\D/);
});
