import type { Instant } from '../../core/instant.ts';
import type { NodeName } from '../../core/names.ts';
import type { NodeState } from '../../ports/api.ts';
import type { ApiClient } from './api-client.ts';
import { listOf, textIn, textOf } from './json-fields.ts';

const CONTROL_PLANE = 'node-role.kubernetes.io/control-plane';
/** A kubelet renews the Lease of its node every ten seconds (k8s.io/component-helpers, apimachinery/lease). */
const LEASES = '/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases';

export async function nodes(client: ApiClient): Promise<readonly NodeState[]> {
  const [list, leases] = await Promise.all([client.read('/api/v1/nodes'), client.read(LEASES)]);
  const heard = new Map(listOf(leases, 'items').map((lease) => [textOf(lease, 'metadata', 'name'), renewedAt(lease)]));
  return listOf(list, 'items').map((node) => {
    const name = textOf(node, 'metadata', 'name');
    const heardAt = heard.get(name);
    return {
      name,
      isReady: isReady(node),
      isControlPlane: textIn(node, 'metadata', 'labels', CONTROL_PLANE) !== undefined,
      ...(heardAt !== undefined && { heardAt }),
    };
  });
}

export function isReady(node: unknown): boolean {
  const ready = listOf(node, 'status', 'conditions').find((condition) => textOf(condition, 'type') === 'Ready');
  return textOf(ready, 'status') === 'True';
}

export async function heardFrom(client: ApiClient, node: NodeName): Promise<Instant | undefined> {
  return renewedAt(await client.read(`${LEASES}/${encodeURIComponent(node)}`));
}

const renewedAt = (lease: unknown): Instant | undefined => Date.parse(textOf(lease, 'spec', 'renewTime')) || undefined;
