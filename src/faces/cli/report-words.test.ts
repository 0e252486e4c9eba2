import assert from 'node:assert/strict';
import { test } from 'node:test';
import { planOf } from '../../../test/contract/plan.ts';
import type { RunReport } from '../../core/plan/report.ts';
import type { RunStatus } from '../../usecases/requests.ts';
import { reportWords } from './report-words.ts';

const probe = { requests: 100, failures: 0, longestGapMilliseconds: 50, reasons: {} };
const report: RunReport = {
  run: '2030-01-15T03-00-00Z-renew',
  startedAt: Date.UTC(2030, 0, 15, 3),
  endedAt: Date.UTC(2030, 0, 15, 3, 0, 12, 340),
  outcome: { kind: 'complete' },
  certificates: [{ name: 'apiserver', path: '/a', newSerial: '0B', notAfter: 0, proof: 'served' }],
  components: [],
  witness: { seconds: 12, fresh: probe, kept: { ...probe, reconnects: 0 }, watch: { kind: 'open', cuts: 0 } },
};
const stopped: RunReport = {
  ...report,
  outcome: { kind: 'stopped', step: '2.1', stage: 'etcd', reason: 'no\u001b[31m room\nat all' },
  witness: {
    seconds: 12,
    fresh: { ...probe, failures: 3 },
    kept: { ...probe, reconnects: 1 },
    watch: { kind: 'open', cuts: 1 },
  },
};
const undone = (kind: 'complete' | 'stopped'): RunReport => ({
  ...stopped,
  rolledBackBy: {
    run: 'undo',
    outcome: kind === 'complete' ? { kind } : { kind, step: '1.1', stage: 'undo', reason: 'gone' },
  },
});

const wordsOf = (saved: RunStatus['report'], state: RunStatus['state'] = 'complete') =>
  reportWords({ id: 'a', plan: planOf(), state, done: 1, steps: 1, stageTimes: [], report: saved });
const read = (value: RunReport) => ({ kind: 'read', value }) as const;

const cases: readonly (readonly [string, string, string])[] = [
  [
    'a complete run',
    wordsOf(read(report)),
    '2030-01-15 03:00 UTC: renewed 1 certificate in 12.3 s; 1 proved to be in use; none of 200 API requests failed',
  ],
  [
    'a run that stopped',
    wordsOf(read(stopped), 'open'),
    '2030-01-15 03:00 UTC: stopped in stage "etcd": no\\x1b[31m room at all; 3 of 200 API requests failed',
  ],
  [
    'a run that was undone',
    wordsOf(read(undone('complete')), 'rolled-back'),
    '2030-01-15 03:00 UTC: stopped in stage "etcd": no\\x1b[31m room at all; rolled back; 3 of 200 API requests failed',
  ],
  [
    'a run whose undoing stopped too',
    wordsOf(read(undone('stopped')), 'open'),
    '2030-01-15 03:00 UTC: stopped in stage "etcd": no\\x1b[31m room at all; its rollback stopped too; 3 of 200 API requests failed',
  ],
  [
    'a run that was stopped before its first step',
    wordsOf(read({ ...report, outcome: { kind: 'not-begun', reason: 'asked to stop' } }), 'not-started'),
    '2030-01-15 03:00 UTC: nothing was begun: asked to stop',
  ],
  ['a run that was cut off', wordsOf({ kind: 'missing' }, 'open'), 'no report: it was cut off'],
  ['a run that was never begun', wordsOf({ kind: 'missing' }, 'not-started'), '-'],
  [
    'a damaged report',
    wordsOf({ kind: 'unreadable', reason: 'parse', detail: 'report.json, line 1, is not JSON' }),
    'its report cannot be read: report.json, line 1, is not JSON',
  ],
];
for (const [about, words, expected] of cases) {
  test(`the words for ${about}`, () => assert.equal(words, expected));
}
