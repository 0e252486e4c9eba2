/** What etcd says of itself at one moment. */
export interface EtcdCluster {
  readonly members: readonly EtcdMember[];
  /** Those raised by any member. etcd asks its quorum for them, so without one they are not known. */
  readonly alarms: Answer<readonly EtcdAlarm[]>;
}

export interface EtcdMember {
  /** Hexadecimal, as etcdctl prints it. */
  readonly id: string;
  /** Empty until the member was started for the first time. */
  readonly name: string;
  readonly peerUrls: readonly string[];
  /** Empty until the member was started for the first time. */
  readonly clientUrls: readonly string[];
  /** It copies what the others have, and has no vote. */
  readonly isLearner: boolean;
  /** What the member itself said, asked at its own address. */
  readonly status: Answer<EtcdStatus>;
}

export interface EtcdStatus {
  /** Of the last change of the key space that this member has applied. */
  readonly revision: number;
  readonly raftTerm: number;
  /** Id of the member that leads; `0` when this one knows none. */
  readonly leader: string;
  readonly dbSizeBytes: number;
  /** What the member finds wrong with itself, in its own words. */
  readonly errors: readonly string[];
}

export interface EtcdAlarm {
  /** Id of the member that raised it. */
  readonly member: string;
  /** `NOSPACE`, `CORRUPT`, or a number that this version does not know. */
  readonly alarm: string;
}

export type Answer<T> =
  | { readonly kind: 'answered'; readonly value: T }
  | { readonly kind: 'silent'; readonly why: string };
