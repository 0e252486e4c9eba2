/** An absolute path as the node itself sees it, whatever folder stands for its root (`--root`). */
export type Path = string;

/** SHA-256 of some bytes, in hex. */
export type Digest = `sha256:${string}`;

export type NodeName = string;

/** The static pods of a kubeadm control plane, and the kubelet beside them. */
export type Component = 'etcd' | 'kube-apiserver' | 'kube-controller-manager' | 'kube-scheduler' | 'kubelet';

/** The static pods, in the order in which they depend on each other. */
export const staticPods: readonly Component[] = ['etcd', 'kube-apiserver', 'kube-controller-manager', 'kube-scheduler'];

/** kubeadm's own names of its three authorities. */
export type AuthorityName = 'ca' | 'etcd-ca' | 'front-proxy-ca';
