import { PerennialError } from '../../core/errors.ts';
import { overviewOfNode } from '../../core/overview/of-node.ts';
import type { Overview } from '../../core/overview/overview.ts';
import type { World } from '../../ports/world.ts';
import type { CheckReport } from '../../usecases/check.ts';
import type { ObserveRequest, RunStatus } from '../../usecases/requests.ts';
import { status } from '../../usecases/status.ts';
import type { ExpositionFormat } from './exposition-text.ts';
import { exposition } from './exposition.ts';

/** What one look at this node says to Prometheus, with the names that the configuration asks for. */
export async function lookMetrics(
  look: CheckReport,
  { world, policy }: { readonly world: World; readonly policy: ObserveRequest['policy'] },
  format: ExpositionFormat,
): Promise<string> {
  const runs = await runsSeen(world);
  const { version } = world;
  const node = overviewOfNode({ ...look, policy, runs, version });
  return await metricsText({ takenAt: look.inventory.takenAt, nodes: [node] }, { world, policy, runs }, format);
}

interface Circumstances {
  readonly world: World;
  readonly policy: ObserveRequest['policy'];
  readonly runs?: readonly RunStatus[] | undefined;
}

/** The same of any overview. */
export async function metricsText(
  overview: Overview,
  { world, policy, runs }: Circumstances,
  format: ExpositionFormat,
): Promise<string> {
  const facts = { version: world.version, runtime: `node ${process.version}`, ...(runs !== undefined && { runs }) };
  const { body } = await exposition(overview, facts, { format, ...policy.metrics });
  return body;
}

/** Root alone may read them; whoever may not still has everything else. */
async function runsSeen(world: World): Promise<readonly RunStatus[] | undefined> {
  if (world.runsUnseen === true) return undefined;
  try {
    return (await status(world)).runs;
  } catch (thrown) {
    if (thrown instanceof PerennialError) return undefined;
    throw thrown;
  }
}
