import type { NodeFacts, NodeOverview } from '../../core/overview/overview.ts';
import type { RunStatus } from '../../usecases/requests.ts';
import type { NamedCertificate } from './named-certificates.ts';

/** What a scrape is told under one name (Prometheus' text format 0.0.4, OpenMetrics 1.0). Plain records; hold no secret. */
export interface MetricFamily {
  readonly name: string;
  readonly type: MetricType;
  readonly help: string;
  /** Made while they are read, once: of ten thousand certificates they are never all there at a time. */
  readonly samples: Iterable<Sample>;
}

/** `info`: always 1, what it says is in its labels; its name ends in `_info`. There are no counters: nobody here counts. */
export type MetricType = 'gauge' | 'info';

/** A label with an empty value is none (OpenMetrics 1.0, "Label"). */
export interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** One row of the table that code and docs/metrics.md are made from. */
export type FamilyRow = Described & Sampled;

interface Described {
  readonly name: string;
  readonly type: MetricType;
  /** One sentence without a full stop. */
  readonly help: string;
  /** Its labels with what they hold; none but these, ever. */
  readonly labels: Readonly<Record<string, string>>;
  /** When there is no sample. Without it there always is one. */
  readonly absent?: string;
}

/** What a row is made from: the program that answers, each node, or each node that was seen. */
type Sampled =
  | { readonly of: 'program'; readonly samples: (facts: MetricsFacts) => Iterable<Sample> }
  | { readonly of: 'node'; readonly samples: (node: NodeOverview) => Iterable<Sample> }
  | { readonly of: 'seen'; readonly samples: (seen: Seen) => Iterable<Sample> };

/** What an overview does not hold. */
export interface MetricsFacts {
  /** Of the perennial that answers. */
  readonly version: string;
  /** What it runs in, `node v24.0.0`. */
  readonly runtime: string;
  /** The runs that are kept where it answers, oldest first; absent where they cannot be seen. */
  readonly runs?: readonly RunStatus[];
}

/** One node that was seen, prepared once for all rows. */
export interface Seen extends NodeFacts {
  readonly named: readonly NamedCertificate[];
  readonly runs?: readonly RunStatus[];
}
