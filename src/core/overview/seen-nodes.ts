import type { NodeFacts, NodeOverview, Overview } from './overview.ts';

export type SeenNode = Pick<NodeOverview, 'cluster' | 'node'> & { readonly facts: NodeFacts };

/** The nodes of which something is known. */
export function seenNodes({ nodes }: Overview): readonly SeenNode[] {
  return nodes.flatMap(({ seen, ...node }) => (seen.kind === 'seen' ? [{ ...node, facts: seen }] : []));
}

/** `prod/cp-1`, or the node alone where nobody named its cluster. */
export const placeOf = ({ cluster, node }: Pick<NodeOverview, 'cluster' | 'node'>): string =>
  cluster === undefined ? node : `${cluster}/${node}`;
