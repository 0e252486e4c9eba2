import type { Instant } from '../../core/instant.ts';
import type { NodeName } from '../../core/names.ts';
import type { NodeState } from '../../ports/api.ts';
import type { ApiClient } from './api-client.ts';
import { listOf, textIn, textOf } from './json-fields.ts';
import { wholeList } from './whole-list.ts';

const CONTROL_PLANE = 'node-role.kubernetes.io/control-plane';
/** A kubelet renews the Lease of its node every ten seconds (k8s.io/component-helpers, apimachinery/lease). */
const LEASES = '/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases';

export async function nodes(client: ApiClient): Promise<readonly NodeState[]> {
  const [all, renewals] = await Promise.all([
    wholeList(client, { path: '/api/v1/nodes', of: (node) => [stateOf(node)] }),
    wholeList(client, { path: LEASES, of: (lease) => [[nameOf(lease), renewedAt(lease)] as const] }),
  ]);
  const heard = new Map(renewals);
  return all.map((node) => {
    const heardAt = heard.get(node.name);
    return { ...node, ...(heardAt !== undefined && { heardAt }) };
  });
}

const stateOf = (node: unknown): NodeState => ({
  name: nameOf(node),
  isReady: isReady(node),
  isControlPlane: textIn(node, 'metadata', 'labels', CONTROL_PLANE) !== undefined,
});

const nameOf = (object: unknown): string => textOf(object, 'metadata', 'name');

export function isReady(node: unknown): boolean {
  const ready = listOf(node, 'status', 'conditions').find((condition) => textOf(condition, 'type') === 'Ready');
  return textOf(ready, 'status') === 'True';
}

export async function heardFrom(client: ApiClient, node: NodeName): Promise<Instant | undefined> {
  return renewedAt(await client.read(`${LEASES}/${encodeURIComponent(node)}`));
}

const renewedAt = (lease: unknown): Instant | undefined => Date.parse(textOf(lease, 'spec', 'renewTime')) || undefined;
