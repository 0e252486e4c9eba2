import type { NodeReport, PublishedReport } from '../core/cluster/node-report.ts';
import type { NodeName } from '../core/names.ts';

/** Where the nodes of a cluster tell each other how they are. Both methods throw `api-unavailable`. */
export interface Reports {
  /**
   * Replaces what is published under the name of the node by what `make` makes of it; of something that cannot be read it makes a
   * first report. Guarded: where another process wrote in between, `make` is given what that wrote.
   */
  publish(node: NodeName, make: (previous: NodeReport | undefined) => NodeReport): Promise<void>;
  /** What is published under the name of each node, whoever wrote it; `unreadable` says what is wrong with it. */
  all(): Promise<readonly PublishedReport[]>;
}
