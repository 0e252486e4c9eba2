import type { Finding } from '../core/check/finding.ts';
import { type Verdict, verdictFrom } from '../core/check/verdict.ts';
import { counted } from '../core/check/words.ts';
import { clockAhead } from '../core/cluster/clock-ahead.ts';
import { type ClusterView, comparisonOf, reportsFor } from '../core/cluster/comparison.ts';
import type { PublishedReport, ReportedFinding } from '../core/cluster/node-report.ts';
import { nodeReportOf } from '../core/cluster/report-of.ts';
import type { Instant } from '../core/instant.ts';
import type { NodeName } from '../core/names.ts';
import type { ControlPlaneNode } from '../core/schedule/node-blockers.ts';
import type { World } from '../ports/world.ts';
import { check } from './check.ts';
import type { ObserveRequest } from './requests.ts';
import { runsSeen } from './runs-seen.ts';
import { whileLooking } from './while-looking.ts';

export interface ClusterReport {
  readonly view: ClusterView;
  /** What only the comparison shows. */
  readonly comparison: readonly Finding[];
  /** What is wrong on each node by itself. */
  readonly findings: readonly (ReportedFinding & { readonly node: NodeName; readonly mend?: string })[];
  readonly verdict: Verdict;
}

/** Looks at this node, and at the others through what they published; changes nothing. */
export async function checkCluster(world: World, request: ObserveRequest): Promise<ClusterReport> {
  const own = await check(world, request);
  const { node, takenAt } = own.inventory;
  const [nodes, published, runs] = await whileLooking('the other nodes', world, () =>
    Promise.all([world.api.controlPlaneNodes(), world.reports.all(), runsSeen(world)]),
  );
  const before = published.find((one) => one.node === node)?.report;
  const looked = { ...own, policy: request.policy, runs, version: world.version };
  const report = nodeReportOf(looked, before?.kind === 'read' ? before.value : undefined);
  const names = nodes.map(({ name }) => name).filter((name) => name !== node);
  const reports: readonly PublishedReport[] = [
    { node, report: { kind: 'read', value: report } },
    ...reportsFor(names, published),
  ];
  const view = { now: takenAt, own: node, reports, clocks: await clocksOf(nodes, takenAt, world) };
  const comparison = comparisonOf(view, request.policy);
  const findings = reports.flatMap((one) => findingsIn(one, own.findings, node));
  const judged = [...comparison, ...findings.map((one) => ({ ...one, subject: `${one.node}: ${one.subject}` }))];
  return { view, comparison, findings, verdict: verdictFrom(judged, () => calm(reports)) };
}

async function clocksOf(nodes: readonly ControlPlaneNode[], now: Instant, { api }: World) {
  const seen = nodes.map(
    async ({ name, isReady }) => [name, clockAhead(await api.heardFrom(name), now, isReady)] as const,
  );
  return new Map(await Promise.all(seen));
}

/** Of this node with what mends them; the others did not publish that. */
function findingsIn({ node, report }: PublishedReport, own: readonly Finding[], ownNode: NodeName) {
  if (node === ownNode)
    return own.map(({ code, severity, subject, message, mend }) => ({
      node,
      code,
      severity,
      subject,
      message,
      ...(mend !== undefined && { mend }),
    }));
  return report.kind === 'read' ? report.value.findings.map((finding) => ({ node, ...finding })) : [];
}

function calm(reports: readonly PublishedReport[]): string {
  const due = reports.flatMap(({ report }) => (report.kind === 'read' && report.value.due.length > 0 ? [report] : []));
  const ending = due.length === 0 ? '' : `; ${counted(due.length, 'node')} with something due`;
  return `all is well on ${counted(reports.length, 'control-plane node')}${ending}`;
}
