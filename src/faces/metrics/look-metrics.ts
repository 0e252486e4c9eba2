import { overviewOfNode } from '../../core/overview/of-node.ts';
import type { Overview } from '../../core/overview/overview.ts';
import type { World } from '../../ports/world.ts';
import type { CheckReport } from '../../usecases/check.ts';
import type { ObserveRequest, RunStatus } from '../../usecases/requests.ts';
import { runsSeen } from '../../usecases/runs-seen.ts';
import type { ExpositionFormat } from './exposition-text.ts';
import { exposition } from './exposition.ts';

/** What one look at this node says to Prometheus, part by part, with the names that the configuration asks for. */
export async function lookMetrics(
  look: CheckReport,
  { world, policy }: { readonly world: World; readonly policy: ObserveRequest['policy'] },
  format: ExpositionFormat,
): Promise<Iterable<string>> {
  const runs = await runsSeen(world);
  const { version } = world;
  const node = overviewOfNode({ ...look, policy, runs, version });
  return metricsOf({ takenAt: look.inventory.takenAt, nodes: [node] }, { world, policy, runs }, format);
}

interface Circumstances {
  readonly world: World;
  readonly policy: ObserveRequest['policy'];
  readonly runs?: readonly RunStatus[] | undefined;
}

/** The same of any overview. */
export function metricsOf(
  overview: Overview,
  { world, policy, runs }: Circumstances,
  format: ExpositionFormat,
): Iterable<string> {
  const facts = { version: world.version, runtime: `node ${process.version}`, ...(runs !== undefined && { runs }) };
  return exposition(overview, facts, { format, ...policy.metrics });
}
