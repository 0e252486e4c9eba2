import type { ClusterView } from '../cluster/comparison.ts';
import { overviewOfReports } from './of-reports.ts';
import type { Overview } from './overview.ts';
import { withSilence } from './silence.ts';

/** The control-plane nodes of a cluster: what each said of itself, and which of them say nothing any more. */
export const overviewOfCluster = ({ now, reports }: Pick<ClusterView, 'now' | 'reports'>): Overview =>
  withSilence({ takenAt: now, nodes: overviewOfReports(reports) });
