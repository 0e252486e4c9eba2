import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Intent, Plan } from '../../core/plan/plan.ts';
import type { RunReport } from '../../core/plan/report.ts';
import { plainStyle } from '../report/style.ts';
import { statusOfChange } from './exit-status.ts';
import { componentLines, witnessLines } from './run-lines.ts';
import { runVerdict } from './run-verdict.ts';

const planOf = (intent: Intent): Plan => ({ format: 1, intent, node: 'cp-1', madeAt: 0, stages: [], leftAlone: [] });
const renewal = planOf({ kind: 'renew' });
const certificate = { name: 'apiserver', path: '/a', newSerial: '1F', notAfter: 0 };
const report: RunReport = {
  run: '2026-11-23T00-00-00Z-renew',
  startedAt: 0,
  endedAt: 12_345,
  outcome: { kind: 'complete' },
  certificates: [{ ...certificate, proof: 'served at 127.0.0.1:6443' }, certificate],
  components: [
    { component: 'etcd', restarted: false, awaySeconds: 0 },
    { component: 'kube-controller-manager', restarted: true, awaySeconds: 1.26, leaderlessSeconds: 1.4 },
  ],
  witness: {
    seconds: 12.3,
    fresh: { requests: 246, failures: 0, longestGapMilliseconds: 61.4, reasons: {} },
    kept: { requests: 120, failures: 2, longestGapMilliseconds: 400, reconnects: 1, reasons: { ECONNRESET: 2 } },
    watch: { kind: 'open', cuts: 0 },
  },
};
const stopped: RunReport = { ...report, outcome: { kind: 'stopped', step: '3.2', stage: 'etcd', reason: 'no room' } };
const notBegun: RunReport = { ...report, certificates: [], outcome: { kind: 'not-begun', reason: 'asked to stop' } };
const undone = (kind: 'complete' | 'stopped'): RunReport => ({
  ...stopped,
  rolledBackBy: {
    run: 'undo',
    outcome: kind === 'complete' ? { kind } : { kind, step: '1.1', stage: 'undo: etcd', reason: 'gone' },
  },
});

test('a renewal says how many, how long, how many are proved, and how many requests failed', () => {
  assert.deepEqual(runVerdict(report, renewal), {
    good: true,
    sentence: 'renewed 2 certificates in 12.3 s; 1 proved to be in use; 2 of 366 API requests failed',
  });
});

test('a run that stopped says where, why, and what to type', () => {
  const { good, sentence } = runVerdict(stopped, renewal);
  assert.equal(good, false);
  assert.match(sentence, /stage "etcd" \(step 3\.2\): no room; .*perennial resume .*perennial rollback/);
});

test('a run that was stopped before its first step is not said to be open', () => {
  assert.deepEqual(runVerdict(notBegun, renewal), { good: false, sentence: 'nothing was begun: asked to stop' });
});

test('a run that was undone says that nothing is changed', () => {
  assert.match(runVerdict(undone('complete'), renewal).sentence, /rolled back: everything is as it was before$/);
});

test('a rollback that stopped too is said to be open', () => {
  assert.match(
    runVerdict(undone('stopped'), renewal).sentence,
    /its rollback undo stopped too, .*: gone; perennial resume/,
  );
});

const ran = (one: RunReport) =>
  ({ kind: 'ran', plan: renewal, report: one, remaining: [], after: undefined as never }) as const;
const statuses = [
  ['complete', ran(report), false, 0],
  ['complete, in detail', ran(report), true, 2],
  ['not begun', ran(notBegun), true, 1],
  ['undone', ran(undone('complete')), true, 1],
  ['stopped', ran(stopped), true, 5],
  ['stopped while it was undone', ran(undone('stopped')), true, 5],
  ['only planned', { kind: 'planned', plan: renewal }, false, 0],
  ['only planned, in detail', { kind: 'planned', plan: renewal }, true, 2],
  ['nothing to do, in detail', { kind: 'nothing-to-do', leftAlone: [] }, true, 0],
] as const;
for (const [what, change, detailed, status] of statuses) {
  test(`${what} ends with ${String(status)}`, () => assert.equal(statusOfChange(change, detailed), status));
}

test('components and probes are set in columns', () => {
  assert.deepEqual(componentLines(report, plainStyle), [
    'COMPONENT                 RESTARTED   AWAY      WITHOUT A LEADER',
    'etcd                      no          -         -',
    'kube-controller-manager   yes         1.3 s     1.4 s',
  ]);
  assert.deepEqual(witnessLines(report, plainStyle), [
    'API SERVER (12.3 s)   REQUESTS   FAILED    LONGEST GAP',
    'new connections       246        0         61 ms',
    'kept connection       120        2         400 ms        ECONNRESET 2, reconnected 1 time',
    'open watch            -          -         -             not cut',
  ]);
});
