import type { Endpoint } from '../inventory.ts';
import type { Path } from '../names.ts';

/** Strongest first: the port presents it; this version re-reads it and a call that uses it works. A restart is the third. */
export type Evidence =
  | { readonly kind: 'served'; readonly name: string; readonly path: Path; readonly endpoint: Endpoint }
  | {
      readonly kind: 're-read';
      readonly name: string;
      readonly path: Path;
      /** The file must be this old before the call counts. */
      readonly intervalSeconds: number;
      readonly call: ProofCall;
    };

/** A call that exercises a client certificate: to the kubelet, to etcd, through the aggregator; `none` where no such call exists. */
export type ProofCall = 'kubelet' | 'etcd' | 'aggregated' | 'none';
