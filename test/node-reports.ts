import type { NodeReport, PublishedReport, ReportedRun } from '../src/core/cluster/node-report.ts';
import { DAY, type Instant } from '../src/core/instant.ts';

/** When the reports of `wellReport` are from. */
export const NOW: Instant = Date.UTC(2030, 0, 15, 3);

/** What a node says with which nothing at all is wrong. */
export function wellReport(node: string, changes: Partial<NodeReport> = {}): NodeReport {
  return {
    format: 1,
    node,
    takenAt: NOW,
    version: '1.2.3',
    kubernetesVersion: 'v1.36.3',
    look: DAY,
    verdict: { status: 'ok', sentence: 'all is well' },
    findings: [],
    findingsLeftOut: 0,
    certificates: [{ name: 'apiserver', notAfter: NOW + 300 * DAY, serial: '1A2B', authority: 'ca' }],
    authorities: [{ name: 'ca', fingerprints: ['a'.repeat(64)] }],
    serviceAccountKey: 'c'.repeat(64),
    clockOffsetMilliseconds: 40,
    due: [],
    conditions: [
      { type: 'CertificatesValid', status: 'True', reason: 'NothingWrong', message: 'fine', lastTransitionTime: NOW },
    ],
    ...changes,
  };
}

export const publishedReport = (node: string, changes: Partial<NodeReport> = {}): PublishedReport => ({
  node,
  report: { kind: 'read', value: wellReport(node, changes) },
});

export const failedRun: ReportedRun = {
  id: '2030-01-14T03-00-00Z-renew',
  intent: 'renew',
  state: 'rolled-back',
  endedAt: NOW - DAY,
  reason: 'no space left on device',
};
