import type { Instant } from '../../core/instant.ts';
import type { NodeName } from '../../core/names.ts';
import type { NodeState } from '../../ports/api.ts';
import type { ApiClient } from './api-client.ts';
import { listOf, textIn, textOf } from './json-fields.ts';

const CONTROL_PLANE = 'node-role.kubernetes.io/control-plane';

export async function nodes(client: ApiClient): Promise<readonly NodeState[]> {
  return listOf(await client.read('/api/v1/nodes'), 'items').map((node) => ({
    name: textOf(node, 'metadata', 'name'),
    isReady: isReady(node),
    isControlPlane: textIn(node, 'metadata', 'labels', CONTROL_PLANE) !== undefined,
  }));
}

export function isReady(node: unknown): boolean {
  const ready = listOf(node, 'status', 'conditions').find((condition) => textOf(condition, 'type') === 'Ready');
  return textOf(ready, 'status') === 'True';
}

/** A kubelet renews the Lease of its node every ten seconds (k8s.io/component-helpers, apimachinery/lease). */
export async function heardFrom(client: ApiClient, node: NodeName): Promise<Instant | undefined> {
  const path = `/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/${encodeURIComponent(node)}`;
  return Date.parse(textOf(await client.read(path), 'spec', 'renewTime')) || undefined;
}
