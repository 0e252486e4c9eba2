import { HOLD_ANNOTATION } from '../../core/schedule/holds.ts';
import type { ControlPlaneNode } from '../../core/schedule/node-blockers.ts';
import type { ApiClient } from './api-client.ts';
import { listOf, textIn, textOf } from './json-fields.ts';
import { isReady } from './nodes.ts';

/** By the label that kubeadm gives; of a large cluster's nodes no others are read. */
export async function controlPlaneNodes(client: Pick<ApiClient, 'read'>): Promise<readonly ControlPlaneNode[]> {
  const selector = encodeURIComponent('node-role.kubernetes.io/control-plane');
  return listOf(await client.read(`/api/v1/nodes?labelSelector=${selector}`), 'items').map(nodeOf);
}

function nodeOf(node: unknown): ControlPlaneNode {
  const hold = textIn(node, 'metadata', 'annotations', HOLD_ANNOTATION);
  return {
    name: textOf(node, 'metadata', 'name'),
    isReady: isReady(node),
    ...(hold !== undefined && { hold }),
  };
}
