import assert from 'node:assert/strict';
import { test } from 'node:test';
import { healthyInventory, LEAF_END, NOW } from '../../../test/inventory.ts';
import type { Finding } from '../check/finding.ts';
import { DAY } from '../instant.ts';
import type { Inventory } from '../inventory.ts';
import { defaultPolicy } from '../policy.ts';
import type { NodeReport } from './node-report.ts';
import { type Looked, nodeReportOf } from './report-of.ts';
import { savedNodeReport } from './saved-node-report.ts';

const looked = (changes: Partial<Looked> = {}): Looked => ({
  inventory: healthyInventory(),
  findings: [],
  policy: defaultPolicy,
  runs: [],
  version: '1.2.3',
  ...changes,
});

const critical = (subject: string): Finding => ({ code: 'expired', severity: 'critical', subject, message: 'over' });
const statuses = ({ conditions }: NodeReport) =>
  conditions.map(({ type, status, reason }) => `${type} ${status} ${reason}`);

test('a healthy node says so, and is read as it was written', () => {
  const report = nodeReportOf(looked(), undefined);
  assert.deepEqual(statuses(report), [
    'CertificatesValid True NothingWrong',
    'Renewed True NothingDue',
    'ClockInStep True InStep',
  ]);
  assert.equal(report.certificates.find(({ name }) => name === 'apiserver')?.notAfter, LEAF_END);
  assert.deepEqual(
    report.authorities.map(({ name }) => name),
    ['ca', 'etcd-ca', 'front-proxy-ca'],
  );
  assert.match(report.serviceAccountKey ?? '', /^[0-9a-f]{64}$/);
  assert.deepEqual(savedNodeReport(JSON.stringify(report), report.node), { kind: 'read', value: report });
});

test('the version is what this node runs, whatever the configuration of the cluster says', () => {
  const inventory = healthyInventory();
  const kubeadmConfig = { ...inventory.layout.kubeadmConfig, kubernetesVersion: 'v1.37.2' };
  const versionIn = (layout: Inventory['layout']) =>
    nodeReportOf(looked({ inventory: { ...inventory, layout } }), undefined).kubernetesVersion;
  assert.equal(versionIn({ ...inventory.layout, kubeadmConfig }), 'v1.36.3');
  assert.equal(versionIn({ ...inventory.layout, kubeadmConfig, manifests: [] }), 'v1.37.2');
});

test('what is due is known by its dates, and when it may be renewed by the window', () => {
  const window = { days: ['sat'], start: { hour: 2, minute: 0 }, length: 7_200_000, timeZone: 'UTC' } as const;
  const thresholds = { ...defaultPolicy.thresholds, renewal: { duration: 300 * DAY, percent: 100 } };
  const report = nodeReportOf(looked({ policy: { ...defaultPolicy, window, thresholds } }), undefined);
  assert.equal(report.due.length, report.certificates.filter(({ name }) => !name.startsWith('kubelet')).length);
  assert.equal(new Date(report.nextOpening?.opensAt ?? 0).toISOString(), '2026-11-28T02:00:00.000Z');
  assert.match(statuses(report)[1] ?? '', /^Renewed False RenewalDue$/);
});

test('a condition keeps the time of its last change until it changes', () => {
  const later = (days: number, findings: readonly Finding[]): Looked => {
    const inventory: Inventory = { ...healthyInventory(), takenAt: NOW + days * DAY };
    return looked({ inventory, findings });
  };
  const since = ({ conditions }: NodeReport) =>
    conditions.map(({ lastTransitionTime }) => (lastTransitionTime - NOW) / DAY);
  const first = nodeReportOf(looked(), undefined);
  const second = nodeReportOf(later(1, []), first);
  assert.deepEqual(since(second), [0, 0, 0]);
  const third = nodeReportOf(later(2, [critical('apiserver')]), second);
  assert.deepEqual(since(third), [2, 0, 0]);
  assert.equal(statuses(third)[0], 'CertificatesValid False Expired');
  assert.deepEqual(since(nodeReportOf(later(3, [critical('etcd-peer')]), third)), [2, 0, 0]);
  assert.deepEqual(since(nodeReportOf(later(4, []), third)), [4, 0, 0]);
});

test('a change that a previous report says is yet to come is not believed', () => {
  const before = nodeReportOf(looked(), undefined);
  const doctored = before.conditions.map((one) => ({ ...one, lastTransitionTime: NOW + 9 * DAY }));
  const report = nodeReportOf(looked(), { ...before, conditions: doctored });
  assert.deepEqual([...new Set(report.conditions.map(({ lastTransitionTime }) => lastTransitionTime))], [NOW]);
});

test('a reader that sees no runs leaves what was said of them, and what follows from it', () => {
  const failed = { id: '2', intent: 'renew', state: 'rolled-back', endedAt: NOW, reason: 'no room' } as const;
  const known = { lastRun: failed, failed, lastRenewal: { run: '1', endedAt: NOW - DAY } };
  const before: NodeReport = { ...nodeReportOf(looked(), undefined), ...known };
  const after = nodeReportOf(looked({ runs: undefined }), before);
  assert.deepEqual({ lastRun: after.lastRun, failed: after.failed, lastRenewal: after.lastRenewal }, known);
  assert.equal(statuses(after)[1], 'Renewed False RunFailed');
  const seen = nodeReportOf(looked({ runs: [] }), before);
  assert.deepEqual([seen.lastRun, seen.failed, statuses(seen)[1]], [undefined, undefined, 'Renewed True NothingDue']);
  assert.equal(nodeReportOf(looked({ runs: undefined }), undefined).lastRun, undefined);
});

test('however much is wrong, a report is less than a quarter of what a ConfigMap holds, and can be read', () => {
  const long = '\u{1f512}"\\'.repeat(10_000);
  const findings = Array.from({ length: 20_000 }, () => ({ ...critical(long), message: long }));
  const report = nodeReportOf(looked({ findings, version: '1.2.3' }), undefined);
  const text = JSON.stringify(report);
  assert.ok(Buffer.byteLength(text) < 256 * 1024, `${Buffer.byteLength(text)} bytes`);
  assert.equal(report.findingsLeftOut, 20_000 - report.findings.length);
  assert.equal(savedNodeReport(text, report.node).kind, 'read');
});

test('a report holds no PEM and no key', () => {
  const text = JSON.stringify(nodeReportOf(looked(), undefined));
  assert.doesNotMatch(text, /BEGIN|PRIVATE|MII[A-Za-z0-9+/]{20}/);
});
