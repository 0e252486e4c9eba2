import type { Finding } from '../check/finding.ts';
import { severities } from '../check/check.ts';
import { dateText, durationText, listed } from '../check/words.ts';
import type { Instant } from '../instant.ts';
import type { NodeName } from '../names.ts';
import type { Policy } from '../policy.ts';
import { authoritiesDiffer, serviceAccountKeysDiffer } from './different-keys.ts';
import type { NodeReport, PublishedReport, ReportedRun } from './node-report.ts';
import { isSilent } from './silent.ts';

/** Every control-plane node of a cluster: the own one as it is now, the others as they said last. */
export interface ClusterView {
  readonly now: Instant;
  readonly own: NodeName;
  /** One for each control-plane node, `missing` where there is none. */
  readonly reports: readonly PublishedReport[];
  /** What each node's clock is ahead of ours by, as far as it could be seen. */
  readonly clocks: ReadonlyMap<NodeName, number>;
}

/** Control-plane nodes with what was published under their names; what is of nobody is left out. */
export function reportsFor(
  nodes: readonly NodeName[],
  published: readonly PublishedReport[],
): readonly PublishedReport[] {
  return nodes.map((node) => published.find((one) => one.node === node) ?? { node, report: { kind: 'missing' } });
}

/** What nobody sees who looks at one node alone, the worst first. */
export function comparisonOf(view: ClusterView, policy: Pick<Policy, 'clockTolerance'>): readonly Finding[] {
  const read = view.reports.flatMap(({ report }) => (report.kind === 'read' ? [report.value] : []));
  const found = [
    ...authoritiesDiffer(read),
    ...serviceAccountKeysDiffer(read),
    ...view.reports.flatMap((one) => silent(one, view)),
    ...view.reports.flatMap(unreadable),
    ...read.flatMap((report) => failed(report)),
    ...clockSkews(read, view, policy),
    ...versionsDiffer(read),
  ];
  return found.sort((one, other) => severities.indexOf(one.severity) - severities.indexOf(other.severity));
}

function silent({ node, report }: PublishedReport, { now, own }: ClusterView): readonly Finding[] {
  const about = { code: 'node-silent', severity: 'warning', subject: node } as const;
  const mend = `on ${node}: perennial schedule show`;
  if (node === own) return [];
  if (report.kind === 'missing') return [{ ...about, message: 'has never reported: nobody knows how it is', mend }];
  if (report.kind !== 'read') return [];
  if (!isSilent(report.value, now)) return [];
  const { takenAt, look } = report.value;
  const message = `has not reported for ${durationText(now - takenAt)}, since ${dateText(takenAt)}; it looks every ${durationText(look)}`;
  return [{ ...about, message, mend }];
}

function unreadable({ node, report }: PublishedReport): readonly Finding[] {
  if (report.kind !== 'unreadable') return [];
  const message = `its report cannot be read: ${report.detail}`;
  return [
    {
      code: 'report-unreadable',
      severity: 'unknown',
      subject: node,
      message,
      mend: `on ${node}: perennial check --publish`,
    },
  ];
}

function failed({ node, failed: run, due }: NodeReport): readonly Finding[] {
  if (run === undefined) return [];
  const how = run.state === 'open' ? 'is unfinished' : 'was rolled back';
  const message = `its run ${run.id} ${how}: ${run.reason ?? 'no reason is known'}; schedules of the other nodes wait`;
  const mend = `on ${node}: perennial ${mending(run, due.length > 0)}`;
  return [{ code: 'node-failed', severity: 'warning', subject: node, message, mend }];
}

/** What makes it good; a node on which nothing is due does nothing of itself (run-standing.ts). */
function mending({ state, intent }: ReportedRun, isDue: boolean): string {
  if (state === 'open') return 'resume';
  if (isDue) return 'renew';
  return intent === 'restart' ? 'restart --all' : 'renew --all';
}

/** By what an API server told the node itself, by its kubelet's sign of life, and by a report that is from the future. */
function clockSkews(
  reports: readonly NodeReport[],
  { now, own, clocks }: ClusterView,
  { clockTolerance }: Pick<Policy, 'clockTolerance'>,
): readonly Finding[] {
  const ownOffset = reports.find(({ node }) => node === own)?.clockOffsetMilliseconds ?? 0;
  return reports.flatMap(({ node, takenAt, clockOffsetMilliseconds = 0 }) => {
    if (node === own) return [];
    const seen = [clocks.get(node) ?? 0, ownOffset - clockOffsetMilliseconds, Math.max(0, takenAt - now)];
    const most = seen.reduce((worst, one) => (Math.abs(one) > Math.abs(worst) ? one : worst));
    if (Math.abs(most) <= clockTolerance) return [];
    const side = most > 0 ? 'ahead of' : 'behind';
    const message = `its clock is ${durationText(most)} ${side} the one of ${own}`;
    return [
      { code: 'clock-skew', severity: 'warning', subject: node, message, mend: `on ${node}: timedatectl status` },
    ];
  });
}

function versionsDiffer(reports: readonly NodeReport[]): readonly Finding[] {
  const kinds = [
    { subject: 'kubernetes', severity: 'warning', versionOf: (report: NodeReport) => report.kubernetesVersion },
    { subject: 'perennial', severity: 'info', versionOf: (report: NodeReport) => report.version },
  ] as const;
  return kinds.flatMap(({ subject, severity, versionOf }) => {
    const groups = Map.groupBy(
      reports.filter((report) => versionOf(report) !== undefined),
      (report) => versionOf(report) ?? '',
    );
    if (groups.size < 2) return [];
    const words = [...groups].map(([version, of]) => `${version} on ${listed(of.map(({ node }) => node))}`);
    return [{ code: 'versions-differ', severity, subject, message: `its versions differ: ${words.join('; ')}` }];
  });
}
