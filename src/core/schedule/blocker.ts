/** Something that makes now a bad time to change anything. */
export interface Blocker {
  readonly kind:
    | 'hold'
    | 'api-away'
    | 'upgrade'
    | 'upgrade-elsewhere'
    | 'node-not-ready'
    | 'canary-unknown'
    | 'alert'
    | 'etcd'
    | 'other-failed';
  /** For people, e.g. `the control-plane node cp-2 is not ready`. */
  readonly why: string;
}
