import type { Inventory, Leaf } from '../inventory.ts';
import { endpointsOf } from '../kubeadm/endpoints.ts';
import { authorityPaths } from '../kubeadm/layout.ts';
import { hasRunOut } from '../run-out.ts';
import type { EtcdAccess } from './access.ts';

/** Those that etcd's authority signs for clients; the first is what the API server uses all the time. */
const clientNames = ['apiserver-etcd-client', 'etcd-healthcheck-client'];
const ownNames = ['etcd-server', 'etcd-peer'];

/**
 * How to ask etcd how it is, before a renewal; undefined where that is not to be done. And where it cannot be done, because a
 * certificate that it takes has run out: then the renewal is what mends it.
 */
export function etcdAccessOf(inventory: Inventory): EtcdAccess | undefined {
  const { served, takenAt } = inventory;
  const expired = ownNames.some((name) => hasRunOut(leafNamed(inventory, name)?.certificate, takenAt));
  const servesExpired = served.some(
    ({ endpoint, presented }) => endpoint.component === 'etcd' && hasRunOut(presented, takenAt),
  );
  return expired || servesExpired || !clientsOf(inventory).some((leaf) => isUsable(leaf, inventory))
    ? undefined
    : etcdAccessAnyway(inventory);
}

/**
 * The same before a change that mends no certificate, and so is not to be made while etcd does not answer, for whatever reason.
 * Undefined where there are no ports in this reach, and no member on this node.
 */
export function etcdAccessAnyway(inventory: Inventory): EtcdAccess | undefined {
  const { layout, reach } = inventory;
  if (reach !== 'full' || layout.etcd !== 'stacked') return undefined;
  const clients = clientsOf(inventory);
  const client = clients.find((leaf) => isUsable(leaf, inventory)) ?? clients[0];
  if (client?.holder.kind !== 'pair') return undefined;
  const { certificatePath, keyPath } = client.holder;
  const own = endpointsOf(layout).find(({ leaf }) => leaf === 'etcd-server')?.endpoint;
  return {
    host: own?.host ?? '127.0.0.1',
    port: own?.port ?? 2379,
    authorityPath: authorityPaths(layout, 'etcd-ca').certificatePath,
    client: { certificatePath, keyPath },
  };
}

const clientsOf = (inventory: Inventory): readonly Leaf[] =>
  clientNames.flatMap((name) => leafNamed(inventory, name) ?? []);

const leafNamed = ({ leaves }: Inventory, name: string): Leaf | undefined =>
  leaves.find((leaf) => leaf.kind === 'kubeadm' && leaf.name === name);

const isUsable = ({ certificate }: Leaf, { takenAt }: Inventory): boolean =>
  certificate.kind === 'read' && !hasRunOut(certificate, takenAt);
