import type { Inventory, Leaf } from '../inventory.ts';
import { endpointsOf } from '../kubeadm/endpoints.ts';
import { authorityPaths } from '../kubeadm/layout.ts';
import { hasRunOut } from '../run-out.ts';
import type { EtcdAccess } from './access.ts';

/** Those that etcd's authority signs for clients; the first is what the API server uses all the time. */
const clientNames = ['apiserver-etcd-client', 'etcd-healthcheck-client'];
const ownNames = ['etcd-server', 'etcd-peer'];

/**
 * How to ask etcd how it is; undefined where that is not to be done: no ports in this reach, no member on this node. And where it
 * cannot be done, because a certificate that it takes has run out: then a renewal is what mends it.
 */
export function etcdAccessOf(inventory: Inventory): EtcdAccess | undefined {
  const { layout, reach, served } = inventory;
  if (reach !== 'full' || layout.etcd !== 'stacked') return undefined;
  const expired = ownNames.some((name) => hasRunOut(leafNamed(inventory, name)?.certificate, inventory.takenAt));
  const servesExpired = served.some(
    ({ endpoint, presented }) => endpoint.component === 'etcd' && hasRunOut(presented, inventory.takenAt),
  );
  const client = clientNames.map((name) => leafNamed(inventory, name)).find((leaf) => isUsable(leaf, inventory));
  if (expired || servesExpired || client?.holder.kind !== 'pair') return undefined;
  const { certificatePath, keyPath } = client.holder;
  const own = endpointsOf(layout).find(({ leaf }) => leaf === 'etcd-server')?.endpoint;
  return {
    host: own?.host ?? '127.0.0.1',
    port: own?.port ?? 2379,
    authorityPath: authorityPaths(layout, 'etcd-ca').certificatePath,
    client: { certificatePath, keyPath },
  };
}

const leafNamed = ({ leaves }: Inventory, name: string): Leaf | undefined =>
  leaves.find((leaf) => leaf.kind === 'kubeadm' && leaf.name === name);

const isUsable = (leaf: Leaf | undefined, inventory: Inventory): boolean =>
  leaf?.certificate.kind === 'read' && !hasRunOut(leaf.certificate, inventory.takenAt);
