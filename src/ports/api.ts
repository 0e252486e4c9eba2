import type { Instant } from '../core/instant.ts';
import type { NodeName } from '../core/names.ts';
import type { ControlPlaneNode } from '../core/schedule/node-blockers.ts';
import type { ProofCall } from '../core/plan/evidence.ts';

/** This node's own API server, asked with admin.conf's credential and trust. Every method throws `api-unavailable`. */
export interface Api {
  /** Resolves when a TLS connection with verified chain and server name gets any HTTP answer, without a credential. */
  answers(): Promise<void>;
  /** Version (`v1.36.3`) and the response's Date, with how long the call took. */
  version(): Promise<{ readonly version: string; readonly date: Instant; readonly tookMilliseconds: number }>;
  /** `kube-system/kubeadm-config`, key ClusterConfiguration, YAML text; undefined when there is none. */
  clusterConfiguration(): Promise<string | undefined>;
  /** Whether API servers of different versions answer or are declared, but on nodes that are away: a sentence, or undefined. */
  upgradeUnderWay(away: readonly NodeName[]): Promise<string | undefined>;
  /** Every node with the role control-plane, by name. */
  controlPlaneNodes(): Promise<readonly ControlPlaneNode[]>;
  /** Every node of the cluster, by name. */
  nodes(): Promise<readonly NodeState[]>;
  /** When the kubelet of a node last renewed the node's lease; undefined when there is none. */
  heardFrom(node: NodeName): Promise<Instant | undefined>;
  lease(name: string): Promise<LeaseFacts | undefined>;
  /** Sets the holder to nobody, guarded by holder and resourceVersion; false when somebody was quicker. */
  releaseLease(lease: LeaseFacts): Promise<boolean>;
  /**
   * Makes a call that needs a client certificate of the API server; that to a kubelet is to the kubelet of this Node. `none` and no
   * aggregated API resolve to 'nothing to call'.
   */
  call(call: ProofCall, node: NodeName): Promise<'worked' | 'nothing to call'>;
}

export interface NodeState {
  readonly name: NodeName;
  readonly isReady: boolean;
  readonly isControlPlane: boolean;
  /** When its kubelet last renewed its lease; what the API server says of a node may be from before a night without power. */
  readonly heardAt?: Instant;
}

/** A Lease in kube-system. */
export interface LeaseFacts {
  readonly name: string;
  /** `<hostname>_<uuid>`; empty when nobody holds it. */
  readonly holder: string;
  readonly resourceVersion: string;
  readonly renewedAt: Instant;
}
