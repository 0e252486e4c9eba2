import type { NodeName } from '../core/names.ts';
import type { ServingNode, ServingRequest } from '../core/serving/request.ts';

/** Requests of kubelets for serving certificates, at this node's API server. Every method throws `api-unavailable`. */
export interface ServingRequests {
  /** Those for the signer kubernetes.io/kubelet-serving that are neither approved nor denied. */
  pending(): Promise<readonly ServingRequest[]>;
  /** Nodes of the control plane, and those of these names that exist. */
  nodes(names: readonly NodeName[]): Promise<readonly ServingNode[]>;
  /** Approves or denies what was judged; false when it was changed, answered or removed since. */
  answer(request: ServingRequest, answer: ServingAnswer): Promise<boolean>;
}

export interface ServingAnswer {
  readonly kind: 'approve' | 'deny';
  /** Kept in the object, for people. */
  readonly why: string;
}
