import type { MemoryNode } from '../src/adapters/memory/memory-node.ts';
import type { NodeReport } from '../src/core/cluster/node-report.ts';
import type { NodeName } from '../src/core/names.ts';
import { defaultPolicy } from '../src/core/policy.ts';
import { runReported } from '../src/usecases/run-reported.ts';
import { controlPlane } from './crash/node.ts';

export interface ClusterOfThree {
  /** The machine of `cp-1`. */
  readonly node: MemoryNode;
  /** What is published in the cluster, by node. */
  readonly reports: Map<NodeName, string>;
}

const others = ['cp-2', 'cp-3'];

/** Three control-plane nodes as `cp-1` sees them: the others are ready, and nobody has reported yet. */
export function clusterOfThree(): ClusterOfThree {
  const reports = new Map<NodeName, string>();
  const node = controlPlane({ reports, otherNodes: others.map((name) => ({ name, isReady: true })) });
  return { node, reports };
}

/** `cp-1` was renewed, and the others have published what it did under their own names; `put` has them say something else. */
export async function renewedCluster(): Promise<
  ClusterOfThree & { readonly put: (name: NodeName, changes?: Partial<NodeReport>) => void }
> {
  const { node, reports } = clusterOfThree();
  await runReported({ policy: defaultPolicy, copies: [] }, node.live().world);
  const own = JSON.parse(reports.get('cp-1') ?? '') as NodeReport;
  const put = (name: NodeName, changes: Partial<NodeReport> = {}): void =>
    void reports.set(name, JSON.stringify({ ...own, node: name, ...changes }));
  for (const name of others) {
    put(name);
    node.machine.signsOfLife.set(name, node.machine.now);
  }
  return { node, reports, put };
}
