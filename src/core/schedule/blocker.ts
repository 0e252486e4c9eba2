/** Something that makes now a bad time to change anything. */
export interface Blocker {
  readonly kind: 'hold' | 'upgrade' | 'version-skew' | 'node-not-ready' | 'etcd-unhealthy' | 'open-run' | 'alert';
  /** For people, e.g. `kubeadm upgrades node cp-2`. */
  readonly why: string;
}
