import type { Leaf } from '../inventory.ts';
import type { Path } from '../names.ts';

/** The file that holds a leaf's certificate. */
export function certificatePathOf({ holder }: Leaf): Path {
  return holder.kind === 'pair' ? holder.certificatePath : holder.path;
}

/** The file that holds a leaf's private key. */
export function keyPathOf({ holder }: Leaf): Path {
  return holder.kind === 'pair' ? holder.keyPath : holder.path;
}

/** The command that gives this leaf a new certificate. The kubelet makes its serving certificate itself: the page says how. */
export function renewalCommand(leaf: Leaf): string | undefined {
  switch (leaf.kind) {
    case 'kubeadm':
      return `perennial renew ${leaf.name}`;
    case 'copy':
      return `perennial kubeconfig --file ${certificatePathOf(leaf)}`;
    case 'kubelet':
      return leaf.name === KUBELET_CLIENT
        ? `perennial renew ${leaf.name}`
        : 'perennial explain kubelet-serving-expiring';
    case 'unknown':
      return undefined;
  }
}

/** Nothing of the cluster stops without it: people and probes use these. */
export function isForPeopleOnly(leaf: Leaf): boolean {
  return leaf.kind === 'copy' || leaf.name === 'etcd-healthcheck-client' || leaf.name === 'super-admin.conf';
}

/** Those that no kubelet, API server or etcd can do without, and admin.conf. Copies have rules of their own. */
export function isOfTheNode(leaf: Leaf): boolean {
  return leaf.kind === 'kubeadm' || leaf.kind === 'kubelet';
}

export const KUBELET_CLIENT = 'kubelet-client';
export const KUBELET_SERVER = 'kubelet-server';
