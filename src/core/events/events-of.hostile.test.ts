import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { failedRun } from '../../../test/node-reports.ts';
import { leaf, NOW, seenNode } from '../../../test/overviews.ts';
import { boundedText } from './bounded-text.ts';
import { limits } from './cluster-event.ts';
import { dueEvents } from './due-events.ts';
import { sayingsOf } from './events-of.ts';
import { savedSentEvents } from './sent-events.ts';

test('a note is one line of at most 1024 bytes, whatever went wrong', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 3000 }), (reason) => {
      const [event] = eventsFor('cp-1', reason);
      assert.ok(event !== undefined);
      assert.ok(Buffer.byteLength(event.note) <= limits.note && event.note.isWellFormed());
      assert.doesNotMatch(event.note, /[\p{Cc}\u2028\u2029\u202e]/u);
    }),
  );
});

test('a note is cut between characters', () => {
  for (const character of ['é', '憑', '🔑']) {
    const text = boundedText(character.repeat(2000), limits.note);
    assert.match(text, new RegExp(`^${character}+\\.\\.\\.$`, 'u'));
    assert.ok(Buffer.byteLength(text) > limits.note - 4);
  }
});

test('what a terminal would obey is not in a note', () => {
  const [event] = eventsFor('cp-1', 'no \u001b[31mspace\r\n\u202eleft\u0000\u2028on device');
  assert.equal(event?.note, `run ${failedRun.id}: no  [31mspace left on device`);
});

test('ten thousand due certificates are one Event', () => {
  const certificates = Array.from({ length: 10_000 }, (_, index) =>
    leaf(`certificate-${String(index)}`, { renewalDueAt: NOW }),
  );
  const due = dueEvents(sayingsOf(seenNode('cp-1', { certificates }), {}, NOW), {}, { node: 'cp-1', now: NOW });
  assert.equal(due.length, 1);
  assert.equal(Buffer.byteLength(due[0]?.event.note ?? ''), limits.note);
});

for (const node of ['a'.repeat(253), `${'a'.repeat(60)}.`.repeat(4), 'this node', '', '../../secrets', 'CP-1', 'é']) {
  test(`the name of an Event about ${JSON.stringify(node.slice(0, 20))} is one that an API server takes`, () => {
    const name = eventsFor(node, 'why')[0]?.name ?? '';
    assert.ok(name.length > 16 && name.length <= limits.name, name);
    assert.match(name, /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/);
  });
}

for (const text of ['', '{', '[]', 'null', '{"format":2,"sent":{}}', '{"format":1,"sent":{"CertificateExpiring":7}}']) {
  test(`what is remembered as ${JSON.stringify(text)} is nothing`, () => assert.deepEqual(savedSentEvents(text), {}));
}

const eventsFor = (node: string, reason: string) =>
  dueEvents(sayingsOf(seenNode(node, { failed: { ...failedRun, reason } }), {}, NOW), {}, { node, now: NOW }).map(
    ({ event }) => event,
  );
