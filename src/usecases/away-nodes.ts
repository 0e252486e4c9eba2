import { MINUTE, SECOND } from '../core/instant.ts';
import { reasonOf } from '../core/errors.ts';
import type { NodeState } from '../ports/api.ts';
import type { World } from '../ports/world.ts';
import { until } from '../steps/until.ts';

/** A node that was heard from longer ago is away, whatever is still written in its status. */
const HEARD_WITHIN = MINUTE;
const PATIENCE_SECONDS = 45;
/** A kubelet that runs reaches an API server that is new within two of its attempts; one that is silent longer is off. */
const SILENT_AFTER = 20 * SECOND;

/** Which nodes are not ready, once those that are about to be have had the time; or why it cannot be known. */
export async function awayNodes({
  api,
  clock,
}: World): Promise<{ readonly nodes: readonly NodeState[]; readonly unknown?: string }> {
  let nodes: readonly NodeState[] = [];
  let unknown: string | undefined = 'nobody was asked';
  const since = clock.now();
  await until(clock, {
    look: async () => {
      try {
        nodes = (await api.nodes()).filter((node) => isAway(node, clock.now()));
        unknown = undefined;
      } catch (thrown) {
        unknown = reasonOf(thrown);
      }
      const isLong = clock.now() - since >= SILENT_AFTER;
      const isOver = nodes.every((node) => isLong && isSilent(node, clock.now()));
      return unknown === undefined && isOver ? true : undefined;
    },
    withinSeconds: PATIENCE_SECONDS,
    everyMilliseconds: 1000,
  });
  return { nodes, ...(unknown !== undefined && { unknown }) };
}

const isAway = ({ isReady, ...node }: NodeState, now: number): boolean => !isReady || isSilent(node, now);

const isSilent = ({ heardAt }: Pick<NodeState, 'heardAt'>, now: number): boolean =>
  heardAt === undefined || now - heardAt > HEARD_WITHIN;
