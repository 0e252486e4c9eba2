import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failedRun, publishedReport } from '../../../test/node-reports.ts';
import type { PublishedReport } from './node-report.ts';
import { standingOf } from './node-standing.ts';
import { failedElsewhere } from './others-failed.ts';

const failed = (node: string) => publishedReport(node, { failed: failedRun });
const cases: readonly (readonly [string, readonly PublishedReport[], readonly string[]])[] = [
  ['nobody reports', [], []],
  ['all are well', [publishedReport('cp-1'), publishedReport('cp-2')], []],
  ['the own run failed', [failed('cp-1'), publishedReport('cp-2')], []],
  ['another has not reported', [{ node: 'cp-2', report: { kind: 'missing' } }], []],
  [
    'what another says cannot be read',
    [{ node: 'cp-2', report: { kind: 'unreadable', reason: 'parse', detail: 'it is no JSON' } }],
    [],
  ],
  [
    "another's run was rolled back",
    [failed('cp-2')],
    ['cp-2 failed: its run 2030-01-14T03-00-00Z-renew was rolled back (no space left on device)'],
  ],
  [
    "another's run is open, and nobody knows why",
    [publishedReport('cp-2', { failed: { id: 'x', intent: 'renew', state: 'open' } })],
    ['cp-2 failed: its run x is unfinished (no reason is known)'],
  ],
  [
    'two others failed',
    [failed('cp-2'), failed('cp-3')],
    ['cp-2', 'cp-3'].map((node) => `${node} failed: its run ${failedRun.id} was rolled back (no space left on device)`),
  ],
];

for (const [about, reports, expected] of cases) {
  test(`${about}: ${expected.length === 0 ? 'nothing in the way' : expected.join('; ')}`, () => {
    assert.deepEqual(
      failedElsewhere(reports, 'cp-1').map(({ kind, why }) => `${kind} ${why}`),
      expected.map((words) => `other-failed ${words}, and nobody goes on until one succeeds there`),
    );
  });
}

test('the order of nodes learns whether something is due, when it was renewed, and what failed', () => {
  const lastRenewal = { run: 'r', endedAt: 5 };
  const due = [{ name: 'apiserver', end: 9 }];
  const busy = publishedReport('cp-2', { due, lastRenewal, failed: failedRun });
  assert.deepEqual(standingOf(busy), { node: 'cp-2', due: 'yes', lastRenewedAt: 5, failed: failedRun });
  assert.deepEqual(standingOf(publishedReport('cp-2')), { node: 'cp-2', due: 'no' });
  assert.deepEqual(standingOf({ node: 'cp-2', report: { kind: 'missing' } }), { node: 'cp-2', due: 'unknown' });
});
