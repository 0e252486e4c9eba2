/** Something that makes now a bad time to change anything. */
export interface Blocker {
  readonly kind: 'hold' | 'upgrade' | 'node-not-ready' | 'alert' | 'etcd' | 'other-failed';
  /** For people, e.g. `kubeadm upgrades node cp-2`. */
  readonly why: string;
}
