import type { Inventory } from '../inventory.ts';
import type { Policy } from '../policy.ts';

export const HOLD_ANNOTATION = 'perennial.dev/hold';

/** Why people want nothing changed on this node for now, in words: what the configuration says, and its annotation. */
export function holdsOn(
  { controlPlanes, node }: Pick<Inventory, 'controlPlanes' | 'node'>,
  { hold }: Pick<Policy, 'hold'>,
): readonly string[] {
  const nodes = controlPlanes.kind === 'read' ? controlPlanes.value : [];
  const annotated = nodes.flatMap((one) =>
    one.name === node && one.hold !== undefined ? [`the annotation of ${one.name} says: ${one.hold}`] : [],
  );
  return [...(hold === undefined ? [] : [`the configuration says: ${hold}`]), ...annotated];
}
