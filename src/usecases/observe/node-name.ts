import type { KubeletReading, Leaf } from '../../core/inventory.ts';
import type { NodeName } from '../../core/names.ts';

const prefix = 'system:node:';

/**
 * This node's name as the cluster knows it: what the kubelet calls itself, what etcd's certificate says, else the machine's own.
 * (After a join the user in kubelet.conf is `default-auth`, so its certificate counts first.)
 */
export function nodeNameOf(seen: {
  readonly leaves: readonly Leaf[];
  readonly kubelet: KubeletReading;
  readonly hostname: string;
}): NodeName {
  const commonName = (name: string): string => {
    const certificate = seen.leaves.find((leaf) => leaf.name === name)?.certificate;
    return certificate?.kind === 'read' ? certificate.value.subject.commonName : '';
  };
  const user = seen.kubelet.kubeconfig.kind === 'read' ? seen.kubelet.kubeconfig.value.user : '';
  const asKubelet = [commonName('kubelet-client'), user].find((name) => name.startsWith(prefix));
  return asKubelet?.slice(prefix.length) || commonName('etcd-server') || seen.hostname;
}
