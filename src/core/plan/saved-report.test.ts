import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RunReport } from './report.ts';
import { savedRunReport } from './saved-report.ts';

const probe = { requests: 9, failures: 1, longestGapMilliseconds: 50, reasons: { ECONNREFUSED: 1 } };
const report: RunReport = {
  run: '2030-01-15T03-00-00Z-renew',
  startedAt: 0,
  endedAt: 1000,
  outcome: { kind: 'stopped', step: '2.1', stage: 'etcd', reason: 'no room' },
  certificates: [{ name: 'apiserver', path: '/a', oldSerial: '0A', newSerial: '0B', notAfter: 5, proof: 'served' }],
  components: [{ component: 'etcd', restarted: true, awaySeconds: 1, leaderlessSeconds: 2 }],
  witness: { seconds: 1, fresh: probe, kept: { ...probe, reconnects: 1 }, watch: { kind: 'open', cuts: 1 } },
  rolledBackBy: { run: '2030-01-15T03-00-01Z-rollback', outcome: { kind: 'complete' } },
};
const { witness, ...unwatched } = report;

for (const [about, saved] of [
  ['with everything there can be', report],
  ['with nothing there need not be', { ...unwatched, outcome: { kind: 'complete' }, certificates: [], components: [] }],
  ['of a run that was not begun', { ...unwatched, outcome: { kind: 'not-begun', reason: 'asked to stop' } }],
  ['without a watch', { ...report, witness: { ...witness, watch: { kind: 'none', why: 'status 403' } } }],
] as const) {
  test(`a report ${about} comes back as it was saved`, () => {
    assert.deepEqual(savedRunReport(JSON.parse(JSON.stringify(saved))), { kind: 'read', value: saved });
  });
}

const damaged: readonly (readonly [string, unknown])[] = [
  ['no object', 'complete'],
  ['null', null],
  ['a list', [report]],
  ['empty', {}],
  ['without an end', { ...report, endedAt: undefined }],
  ['with a time that is none', { ...report, endedAt: 1e300 }],
  ['with a time in words', { ...report, startedAt: 'yesterday' }],
  ['with an outcome nobody knows', { ...report, outcome: { kind: 'splendid' } }],
  ['not begun without a reason', { ...report, outcome: { kind: 'not-begun' } }],
  ['stopped without a reason', { ...report, outcome: { kind: 'stopped', step: '1.1', stage: 'etcd' } }],
  ['with certificates that are no list', { ...report, certificates: { length: 3 } }],
  ['with a certificate that is text', { ...report, certificates: ['apiserver'] }],
  ['with a proof that is an object', { ...report, certificates: [{ ...report.certificates[0], proof: {} }] }],
  [
    'with a component away for ever',
    { ...report, components: [{ component: 'etcd', restarted: true, awaySeconds: null }] },
  ],
  ['with a probe that counted words', { ...report, witness: { ...witness, fresh: { ...probe, failures: 'none' } } }],
  ['with reasons that are no counts', { ...report, witness: { ...witness, fresh: { ...probe, reasons: { a: 'b' } } } }],
  ['with no watch, and no word why', { ...report, witness: { ...witness, watch: { kind: 'none' } } }],
  ['undone by nobody', { ...report, rolledBackBy: { outcome: { kind: 'complete' } } }],
];
for (const [about, value] of damaged) {
  test(`a report that is ${about} is unreadable`, () => {
    const read = savedRunReport(value);
    assert.equal(read.kind === 'unreadable' && read.reason, 'parse');
  });
}
