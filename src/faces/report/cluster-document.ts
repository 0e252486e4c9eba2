import { standingOf } from '../../core/cluster/node-standing.ts';
import type { ClusterView } from '../../core/cluster/comparison.ts';
import type { PublishedReport } from '../../core/cluster/node-report.ts';
import type { ClusterReport } from '../../usecases/check-cluster.ts';

/** All nodes side by side for programs; the reports as they were published. Fields are added, never changed, within an apiVersion. */
export function clusterDocument({ view, comparison, findings, verdict }: ClusterReport) {
  const telling = findings.filter(({ severity }) => severity !== 'info');
  return {
    kind: 'ClusterReport',
    changed: false,
    msg: verdict.sentence,
    warnings: [
      ...comparison
        .filter(({ severity }) => severity !== 'info')
        .map(({ subject, message }) => `${subject}: ${message}`),
      ...telling.map(({ node, subject, message }) => `${node}: ${subject}: ${message}`),
    ],
    node: view.own,
    takenAt: new Date(view.now).toISOString(),
    status: verdict.status,
    exitStatus: verdict.exitStatus,
    nodes: view.reports.map((one) => nodeItem(one, view)),
    findings: comparison.map(({ code, severity, subject, message, mend }) => ({
      code,
      severity,
      subject,
      message,
      mend: mend ?? null,
    })),
  };
}

function nodeItem(published: PublishedReport, { own, now }: ClusterView) {
  const { node, report } = published;
  const { due, lastRenewedAt, failed } = standingOf(published);
  return {
    node,
    isThisOne: node === own,
    reading: report.kind,
    detail: report.kind === 'unreadable' ? report.detail : null,
    ageSeconds: report.kind === 'read' ? Math.trunc((now - report.value.takenAt) / 1000) : null,
    due,
    lastRenewedAt: lastRenewedAt === undefined ? null : new Date(lastRenewedAt).toISOString(),
    failed: failed?.id ?? null,
    report: report.kind === 'read' ? report.value : null,
  };
}
