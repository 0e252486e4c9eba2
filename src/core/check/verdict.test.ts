import assert from 'node:assert/strict';
import { test } from 'node:test';
import { healthyInventory } from '../../../test/inventory.ts';
import type { Finding, Severity } from './finding.ts';
import { verdictOf } from './verdict.ts';

const finding = (severity: Severity): Finding => ({ code: 'stale', severity, subject: severity, message: 'is so' });

const table: readonly (readonly [readonly Severity[], string, number])[] = [
  [[], 'ok', 0],
  [['info'], 'ok', 0],
  [['info', 'warning'], 'warning', 1],
  [['warning', 'unknown'], 'unknown', 3],
  [['unknown'], 'unknown', 3],
  [['warning', 'unknown', 'critical', 'info'], 'critical', 2],
];

for (const [severities, status, exitStatus] of table) {
  test(`${severities.join(', ') || 'nothing'} comes to ${status}, exit status ${exitStatus}`, () => {
    const verdict = verdictOf(severities.map(finding), healthyInventory());
    assert.equal(verdict.status, status);
    assert.equal(verdict.exitStatus, exitStatus);
  });
}

test('the sentence names the first of the worst, and how many more there are', () => {
  const findings = [finding('warning'), finding('critical'), finding('critical'), finding('critical')];
  assert.equal(verdictOf(findings, healthyInventory()).sentence, 'act now: critical: is so, and 2 more');
});

test('when all is well the sentence says what ends first', () => {
  const { sentence } = verdictOf([], healthyInventory());
  assert.equal(sentence, 'all is well; the first to end is admin.conf, on 2027-08-15 12:05 UTC, in 265 days');
});

test('what is due is counted', () => {
  const due: Finding = { ...finding('info'), code: 'renewal-due' };
  assert.match(verdictOf([due, due], healthyInventory()).sentence, /^all is well, 2 certificates due for renewal;/);
});
