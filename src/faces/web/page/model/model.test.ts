import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressOf, queryOf } from './address.ts';
import { filtered, noFilter } from './filter.ts';
import { certificate, DAY, node, NOW } from './overviews.test-support.ts';
import { rowsOf } from './rows.ts';
import { placeOn, scaleOf, zooms } from './scale.ts';
import { sorted } from './sorted.ts';
import { summaryOf } from './summary.ts';
import { nodeUrgency, type Urgency, urgencyOf } from './urgency.ts';
import { visibleRows } from './visible.ts';
import { stripsOf, WEEKS } from './weeks.ts';

const finding = (code: string, severity: 'info' | 'warning' | 'critical' | 'unknown', subject = 'apiserver') => ({
  code,
  severity,
  subject,
  message: 'is so',
});

const states: readonly (readonly [string, Parameters<typeof urgencyOf>[1], Urgency])[] = [
  ['ok', [], 'fine'],
  ['renewal-due', [finding('renewal-due', 'info')], 'due'],
  ['expiring', [finding('expiring', 'warning')], 'warning'],
  ['expiring', [finding('expiring', 'critical')], 'critical'],
  ['expired', [finding('expired', 'critical', 'another')], 'warning'],
  ['unreadable', [finding('unreadable', 'unknown')], 'unknown'],
  ['absent', [], 'unknown'],
];
for (const [status, findings, urgency] of states) {
  test(`a certificate that is ${status} with ${findings[0]?.severity ?? 'nothing'} found is ${urgency}`, () => {
    assert.equal(urgencyOf(certificate('apiserver', { status }), findings), urgency);
  });
}

test('a node that said nothing for three looks is not called fine, however well it was', () => {
  assert.equal(nodeUrgency(node('cp-1', []), NOW), 'fine');
  assert.equal(nodeUrgency(node('cp-1', [], { takenAt: NOW - 3 * DAY }), NOW), 'fine');
  assert.equal(nodeUrgency(node('cp-1', [], { takenAt: NOW - 3 * DAY - 1 }), NOW), 'unknown');
  assert.equal(nodeUrgency({ node: 'cp-1', seen: { kind: 'silent' } }, NOW), 'unknown');
});

test('two members of one bundle are two rows, and what is absent is none', () => {
  const authority = certificate('ca', { kind: 'authority' });
  const gone = { name: 'super-admin.conf', kind: 'kubeadm', status: 'absent', usedBy: [] } as const;
  const rows = rowsOf({ takenAt: NOW, nodes: [node('cp-1', [authority, authority, gone])] });
  assert.deepEqual(
    rows.map(({ id }) => id),
    ['/cp-1/ca', '/cp-1/ca/2'],
  );
});

const rows = rowsOf({
  takenAt: NOW,
  nodes: [
    node('cp-1', [certificate('apiserver'), certificate('ca', { kind: 'authority', expiresAt: NOW + 3000 * DAY })]),
    node('cp-2', [
      certificate('admin.conf', { expiresAt: NOW + 20 * DAY, status: 'expiring', path: '/etc/Kubernetes' }),
    ]),
  ],
});
const names = (some: typeof rows): readonly string[] => some.map(({ certificate: one }) => one.name);

const filters: readonly (readonly [string, Partial<typeof noFilter>, readonly string[]])[] = [
  ['nothing asked', {}, ['apiserver', 'ca', 'admin.conf']],
  ['a word, in any case', { words: 'ADMIN' }, ['admin.conf']],
  ['words that all have to be there, in any place', { words: 'cp-2 kubernetes' }, ['admin.conf']],
  ['a word that is nowhere', { words: 'nowhere' }, []],
  ['a state', { urgency: 'warning' }, ['admin.conf']],
  ['a node', { node: 'cp-1' }, ['apiserver', 'ca']],
  ['a stretch of time', { endsFrom: NOW + 100 * DAY, endsBefore: NOW + 400 * DAY }, ['apiserver']],
];
for (const [what, filter, left] of filters) {
  test(`a filter leaves what it asks for: ${what}`, () => {
    assert.deepEqual(names(filtered(rows, { ...noFilter, ...filter })), left);
  });
}

test('rows are sorted by a column, and back', () => {
  assert.deepEqual(names(sorted(rows, 'end', false)), ['admin.conf', 'apiserver', 'ca']);
  assert.deepEqual(names(sorted(rows, 'name', true)), ['ca', 'apiserver', 'admin.conf']);
});

test('an address says all that the page shows, and says it back', () => {
  const query =
    '?q=etcd&urgency=due&cluster=eu&node=cp-1&from=2030-01-01&before=2030-02-01&zoom=10y&group=certificate&sort=-name&open=eu%2Fcp-1%2Fca';
  assert.equal(queryOf(addressOf(query)), query);
  assert.equal(queryOf(addressOf('')), '');
});

test('what an address says and nobody understands is left out', () => {
  assert.equal(queryOf(addressOf('?urgency=huge&zoom=5y&sort=colour&from=yesterday&group=x')), '');
});

for (const zoom of zooms) {
  test(`the axis of ${zoom} has now on it, and ticks in order, not too many`, () => {
    const scale = scaleOf(zoom, NOW);
    const places = scale.ticks.map(({ place }) => place);
    assert(placeOn(scale, NOW) > 0 && placeOn(scale, NOW) < 0.3);
    assert(places.length >= 4 && places.length <= 12, String(places.length));
    assert.deepEqual(
      places,
      places.toSorted((one, other) => one - other),
    );
    assert.equal(placeOn(scale, NOW - 100_000 * DAY), 0);
    assert.equal(placeOn(scale, NOW + 100_000 * DAY), 1);
  });
}

test('in the heat strip a leaf stands in the week in which it ends, what is over in the first, authorities nowhere', () => {
  const over = certificate('etcd-peer', { expiresAt: NOW - 40 * DAY });
  const [strip] = stripsOf(
    rowsOf({ takenAt: NOW, nodes: [node('cp-1', [over, certificate('apiserver', { expiresAt: NOW + 20 * DAY })])] }),
    NOW,
  );
  assert.equal(strip?.cells.length, WEEKS);
  assert.deepEqual(
    strip.cells.flatMap(({ count, heat }, week) => (count === 0 ? [] : [[week, heat]])),
    [
      [0, 4],
      [2, 3],
    ],
  );
});

test('the first line counts what asks for something, and says what is due next', () => {
  const nodes = [
    node('cp-1', [certificate('apiserver'), certificate('scheduler.conf', { renewalDueAt: NOW + DAY })]),
    node('cp-2', [], { verdict: { status: 'critical', sentence: 'act now' } }),
    { node: 'cp-3', seen: { kind: 'silent' } } as const,
  ];
  const summary = summaryOf({ takenAt: NOW, nodes }, rowsOf({ takenAt: NOW, nodes }), NOW);
  assert.equal(summary.urgency, 'critical');
  assert.equal(summary.troubled.length, 2);
  assert.deepEqual(
    summary.unheard.map((one) => one.node),
    ['cp-3'],
  );
  assert.equal(summary.next?.certificate.name, 'scheduler.conf');
});

test('of ten thousand rows those in sight are drawn, and a few around them', () => {
  assert.deepEqual(visibleRows(0, 600, 30, 10_000), { first: 0, after: 32 });
  assert.deepEqual(visibleRows(150_000, 600, 30, 10_000), { first: 4988, after: 5032 });
  assert.deepEqual(visibleRows(299_400, 600, 30, 10_000), { first: 9968, after: 10_000 });
});
