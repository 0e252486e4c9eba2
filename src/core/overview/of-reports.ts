import type { NodeReport, PublishedReport, ReportedAuthority, ReportedCertificate } from '../cluster/node-report.ts';
import type { CertificateOverview, NodeOverview, NodeSeen } from './overview.ts';

/** Nodes as they reported themselves: what a report leaves out is not there. */
export function overviewOfReports(reports: readonly PublishedReport[], cluster?: string): readonly NodeOverview[] {
  return reports.map(({ node, report }) => ({
    ...(cluster !== undefined && { cluster }),
    node,
    seen: seenIn(report),
  }));
}

function seenIn(report: PublishedReport['report']): NodeSeen {
  switch (report.kind) {
    case 'read':
      return { kind: 'seen', ...factsOf(report.value) };
    case 'missing':
      return { kind: 'silent' };
    case 'absent-by-design':
      return { kind: 'unreadable', detail: report.why };
    case 'unreadable':
      return { kind: 'unreadable', detail: report.detail };
  }
}

function factsOf(report: NodeReport): Omit<Extract<NodeSeen, { kind: 'seen' }>, 'kind'> {
  const { takenAt, version, kubernetesVersion, look, verdict, findings, conditions } = report;
  const { lastRun, failed, lastRenewal, runsUnseen, nextOpening, authorities, certificates } = report;
  return {
    takenAt,
    fromReport: true,
    version,
    ...(kubernetesVersion !== undefined && { kubernetesVersion }),
    look,
    verdict,
    findings,
    certificates: [...authorities.flatMap(membersOf), ...certificates.map(certificateOverview)],
    unreadable: [],
    openRuns: openRunsIn(report),
    ...(runsUnseen === true && { runsUnseen }),
    ...(lastRun !== undefined && { lastRun }),
    ...(failed !== undefined && { failed }),
    ...(lastRenewal !== undefined && { lastRenewal }),
    ...(nextOpening !== undefined && { nextOpening }),
    conditions,
  };
}

/** An unfinished rollback is no last run; that it is open was found all the same. */
function openRunsIn({ lastRun, findings }: NodeReport): readonly string[] {
  const found = findings.flatMap(({ code, subject }) => (code === 'run-open' ? [subject] : []));
  return [...new Set([...found, ...(lastRun?.state === 'open' ? [lastRun.id] : [])])];
}

function membersOf({ name, members = [] }: ReportedAuthority): readonly CertificateOverview[] {
  return members.map(({ notAfter, status = 'ok', ...member }) => ({
    name,
    kind: 'authority',
    usedBy: [],
    status,
    expiresAt: notAfter,
    ...member,
  }));
}

function certificateOverview({
  notAfter,
  kind,
  status = 'ok',
  ...certificate
}: ReportedCertificate): CertificateOverview {
  return {
    ...certificate,
    kind: kind ?? (certificate.name.startsWith('kubelet-') ? 'kubelet' : 'kubeadm'),
    status,
    usedBy: [],
    expiresAt: notAfter,
  };
}
