/** The calls of `etcdProto` as they look here: 64-bit numbers as decimal text, defaults filled in. */
export interface EtcdMethods {
  readonly MemberList: {
    readonly service: 'Cluster';
    readonly request: object;
    readonly response: { readonly members: readonly ListedMember[] };
  };
  readonly Status: { readonly service: 'Maintenance'; readonly request: object; readonly response: StatusMessage };
  readonly Alarm: {
    readonly service: 'Maintenance';
    readonly request: { readonly action: 'GET' };
    readonly response: { readonly alarms: readonly AlarmMessage[] };
  };
}

export type EtcdMethod = keyof EtcdMethods;

export const serviceOf: { readonly [M in EtcdMethod]: EtcdMethods[M]['service'] } = {
  MemberList: 'Cluster',
  Status: 'Maintenance',
  Alarm: 'Maintenance',
};

export interface ListedMember {
  readonly ID: string;
  readonly name: string;
  readonly peerURLs: readonly string[];
  readonly clientURLs: readonly string[];
  readonly isLearner: boolean;
}

export interface StatusMessage {
  readonly header: { readonly revision: string } | null;
  readonly dbSize: string;
  readonly leader: string;
  readonly raftTerm: string;
  readonly errors: readonly string[];
}

export interface AlarmMessage {
  readonly memberID: string;
  readonly alarm: string;
}
