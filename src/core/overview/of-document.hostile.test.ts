import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DAY } from '../instant.ts';
import { MOST_CHARACTERS, overviewOfDocument } from './of-document.ts';
import { withSilence } from './silence.ts';

const good = {
  apiVersion: 'perennial.dev/v1',
  kind: 'Report',
  msg: 'all is well',
  node: 'cp-1',
  takenAt: '2030-01-15T03:00:00.000Z',
  status: 'ok',
  kubernetesVersion: 'v1.36.3',
  certificates: [],
  certificateAuthorities: [],
  findings: [],
  openRuns: [],
};

const seenOf = (document: unknown) =>
  overviewOfDocument(typeof document === 'string' ? document : JSON.stringify(document), { node: 'cp-1' }).seen;

test('a report of check is a node', () => {
  const seen = seenOf(good);
  assert(seen.kind === 'seen');
  assert.deepEqual([seen.takenAt, seen.verdict], [Date.UTC(2030, 0, 15, 3), { status: 'ok', sentence: 'all is well' }]);
});

const bad: readonly (readonly [string, unknown])[] = [
  ['nothing', ''],
  ['no JSON', '{'],
  ['a list', []],
  ['null', 'null'],
  ['another kind', { ...good, kind: 'Secret' }],
  ['the report of another node', { ...good, node: 'cp-2' }],
  ['a node with markup for a name', { ...good, node: '<script>' }],
  ['a time that is none', { ...good, takenAt: 'yesterday' }],
  ['a status nobody knows', { ...good, status: 'fine' }],
  ['a certificate that is none', { ...good, certificates: [{ name: 7 }] }],
  ['more findings than there can be', { ...good, findings: Array.from({ length: 1001 }, () => ({})) }],
  ['a sentence without end', { ...good, msg: 'x'.repeat(3000) }],
  ['a text without end', 'x'.repeat(MOST_CHARACTERS + 1)],
  ['depth without end', '['.repeat(100_000)],
];
for (const [name, document] of bad) {
  test(`${name} is shown as unreadable, with a reason that repeats nothing of it`, () => {
    const seen = seenOf(document);
    assert(seen.kind === 'unreadable');
    assert.match(seen.detail, /^it (is|has) [\w\s:-]+$/);
  });
}

test('names of the prototype are not taken for fields', () => {
  const seen = seenOf('{"kind":"Report","__proto__":{"node":"cp-1"},"constructor":1}');
  assert.equal(seen.kind, 'unreadable');
});

test('a node that was not looked at for several looks is a problem, though all was well', () => {
  const takenAt = Date.UTC(2030, 0, 15, 3) + 5 * DAY;
  const overview = { takenAt, nodes: [overviewOfDocument(JSON.stringify(good), { node: 'cp-1' })] };
  const [node] = withSilence(overview).nodes;
  assert(node?.seen.kind === 'seen');
  assert.deepEqual([node.seen.verdict.status, node.seen.findings[0]?.code], ['warning', 'node-silent']);
});
