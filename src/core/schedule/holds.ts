import type { Inventory } from '../inventory.ts';
import type { Policy } from '../policy.ts';
import { nodeBlockers } from './node-blockers.ts';

/** Why people want nothing changed on this node for now, in words: what the configuration says, and its annotation. */
export function holdsOn(
  { controlPlanes, node }: Pick<Inventory, 'controlPlanes' | 'node'>,
  { hold }: Pick<Policy, 'hold'>,
): readonly string[] {
  const nodes = controlPlanes.kind === 'read' ? controlPlanes.value : [];
  const annotated = nodeBlockers(nodes, node).filter(({ kind }) => kind === 'hold');
  return [...(hold === undefined ? [] : [`the configuration says: ${hold}`]), ...annotated.map(({ why }) => why)];
}
