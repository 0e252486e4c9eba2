import { dateText, durationText, listed } from '../../core/check/words.ts';
import type { ClusterView } from '../../core/cluster/comparison.ts';
import type { NodeReport, PublishedReport, ReportedRun } from '../../core/cluster/node-report.ts';
import type { ClusterReport } from '../../usecases/check-cluster.ts';
import { shortened } from '../cli/printable.ts';
import { inColumns } from './columns.ts';
import { findingsText, type ShownFinding } from './findings-text.ts';
import type { Style } from './style.ts';

/** `check`: how each node is; `status`: what ran on each, and what will. */
export type ClusterTable = 'check' | 'status';

/** A line for each node, then what was found, what only the comparison shows first, and the verdict as the last line. */
export function clusterText(report: ClusterReport, table: ClusterTable, style: Style, wide = false): string {
  const { view, verdict } = report;
  const columns = { check: checkColumns, status: statusColumns }[table];
  const rows = view.reports.map((one) =>
    columns.map(({ cell, said }) => shortened(said === true ? style.words(cell(one, view)) : cell(one, view))),
  );
  const headings = columns.map(({ heading }) => heading);
  const nodes = inColumns([headings.map(style.words), ...rows], {
    paint: (text, line, column) => {
      if (line === 0) return style.strong(text);
      return headings[column] === STATUS ? (paints(style)[text.toLowerCase()] ?? style.warning)(text) : text;
    },
  });
  const painted = paints(style)[verdict.status] ?? style.warning;
  const last = `${painted(verdict.status.toUpperCase())}: ${shortened(style.words(verdict.sentence), 1000)}\n`;
  return [nodes, findingsText(shownIn(report, wide), style, wide), last].filter((part) => part !== '').join('\n');
}

/** Whatever is fine about a node by itself is in its own `check`. */
function shownIn({ comparison, findings }: ClusterReport, wide: boolean): readonly ShownFinding[] {
  const telling = findings.filter(({ severity }) => wide || severity !== 'info');
  return [...comparison, ...telling.map((one) => ({ ...one, subject: `${one.node}: ${one.subject}` }))];
}

const paints = (style: Style): Readonly<Record<string, (text: string) => string>> => ({
  ok: style.good,
  critical: style.bad,
});

interface Column {
  readonly heading: string;
  readonly cell: (published: PublishedReport, view: ClusterView) => string;
  /** Of words, not of names: in the person's language. */
  readonly said?: true;
}

const STATUS = 'STATUS';
const node: Column = { heading: 'NODE', cell: (one) => one.node };
const reported: Column = { heading: 'REPORTED', cell: reportedWords, said: true };

const checkColumns: readonly Column[] = [
  node,
  { heading: STATUS, cell: told(({ verdict }) => verdict.status.toUpperCase()) },
  reported,
  { heading: 'FIRST TO END', cell: told(firstEnd) },
  { heading: 'DUE', cell: told(({ due }) => String(due.length)) },
  {
    heading: 'LAST RUN',
    cell: told(({ lastRun }) => (lastRun === undefined ? '-' : lastRun.state.replace('-', ' '))),
    said: true,
  },
  { heading: 'KUBERNETES', cell: told(({ kubernetesVersion }) => kubernetesVersion ?? '-') },
  { heading: 'PERENNIAL', cell: told(({ version }) => version) },
];

const statusColumns: readonly Column[] = [
  node,
  { heading: 'LAST RUN', cell: told(({ lastRun }) => lastRun?.id ?? '-') },
  { heading: 'STATE', cell: told(({ lastRun }) => runWords(lastRun)), said: true },
  { heading: 'LAST RENEWAL', cell: told(({ lastRenewal }) => dated(lastRenewal?.endedAt)) },
  { heading: 'DUE', cell: told(({ due }) => (due.length === 0 ? '-' : listed(due.map(({ name }) => name)))) },
  {
    heading: 'NEXT OPENING',
    cell: told(({ nextOpening }) => (nextOpening === undefined ? 'any time' : dated(nextOpening.opensAt))),
    said: true,
  },
  reported,
];

/** What the report says; a node without one has nothing to say. */
function told(words: (report: NodeReport) => string): Column['cell'] {
  return ({ report }) => (report.kind === 'read' ? words(report.value) : '-');
}

function reportedWords({ node: name, report }: PublishedReport, { own, now }: ClusterView): string {
  if (name === own) return 'now (this node)';
  switch (report.kind) {
    case 'read': {
      const age = now - report.value.takenAt;
      return `${durationText(age)} ${age < 0 ? 'ahead' : 'ago'}`;
    }
    case 'missing':
    case 'absent-by-design':
      return 'never';
    case 'unreadable':
      return 'unreadable';
  }
}

function firstEnd({ certificates }: NodeReport): string {
  const [first] = certificates.toSorted((one, other) => one.notAfter - other.notAfter);
  return first === undefined ? '-' : `${first.name}, ${dateText(first.notAfter)}`;
}

const dated = (at: number | undefined): string => (at === undefined ? '-' : dateText(at));

function runWords(run: ReportedRun | undefined): string {
  if (run === undefined) return '-';
  return run.endedAt === undefined
    ? run.state.replace('-', ' ')
    : `${run.state.replace('-', ' ')}, ${dateText(run.endedAt)}`;
}
