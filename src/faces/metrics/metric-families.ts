import type { NodeOverview, Overview } from '../../core/overview/overview.ts';
import { certificateFamilies } from './families/certificates.ts';
import { nodeFamilies } from './families/node.ts';
import { runFamilies } from './families/runs.ts';
import { x509Families } from './families/x509.ts';
import type { FamilyRow, MetricFamily, MetricsFacts, Sample, Seen } from './family.ts';
import { namedCertificates } from './named-certificates.ts';

/** Every family there is; docs/metrics.md is made from it, too. */
export const familyTable: readonly FamilyRow[] = [...certificateFamilies, ...nodeFamilies, ...runFamilies];

/** `x509`: the families of x509-certificate-exporter beside our own. */
export type Compatibility = 'x509';

/**
 * What a scrape is told. Of one node, its samples have no label for it: that is the target's. Of several, or of a cluster with a
 * name, whoever answers stands in for many targets, and each sample says whose it is.
 */
export function metricFamilies(
  overview: Overview,
  facts: MetricsFacts,
  compatibility?: Compatibility,
): readonly MetricFamily[] {
  const table = compatibility === 'x509' ? [...familyTable, ...x509Families] : familyTable;
  const watched = overview.nodes.map((node) => watchedOf(node, overview, facts));
  return table.map((row) => {
    const { name, type, help } = row;
    return { name, type, help, samples: samplesOf(row, watched, facts) };
  });
}

interface Watched {
  readonly node: NodeOverview;
  /** `node` and `cluster`, where samples need them. */
  readonly labels: Sample['labels'];
  readonly seen?: Seen;
}

function watchedOf(node: NodeOverview, { nodes }: Overview, facts: MetricsFacts): Watched {
  const isOfMany = nodes.length > 1 || node.cluster !== undefined;
  const labels = isOfMany ? { cluster: node.cluster ?? '', node: node.node } : {};
  if (node.seen.kind !== 'seen') return { node, labels };
  const runs = facts.runs?.filter(({ plan }) => nodes.length === 1 || plan.node === node.node);
  const hasRuns = runs !== undefined && (nodes.length === 1 || runs.length > 0);
  return {
    node,
    labels,
    seen: { ...node.seen, named: namedCertificates(node.seen.certificates), ...(hasRuns && { runs }) },
  };
}

function* samplesOf(row: FamilyRow, watched: readonly Watched[], facts: MetricsFacts): Generator<Sample> {
  if (row.of === 'program') yield* row.samples(facts);
  for (const { node, labels, seen } of watched) {
    if (row.of === 'node') yield* under(labels, row.samples(node));
    if (row.of === 'seen' && seen !== undefined) yield* under(labels, row.samples(seen));
  }
}

function* under(labels: Sample['labels'], samples: Iterable<Sample>): Generator<Sample> {
  const isOfMany = Object.keys(labels).length > 0;
  for (const sample of samples) yield isOfMany ? { ...sample, labels: { ...labels, ...sample.labels } } : sample;
}
