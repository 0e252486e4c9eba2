import type { Instant } from '../instant.ts';
import type { NodeName } from '../names.ts';

/** A CertificateSigningRequest of a kubelet for its serving certificate, that nobody has answered yet. */
export interface ServingRequest {
  readonly name: string;
  /** Changes with every write of the object: an answer is for what was judged. */
  readonly resourceVersion: string;
  readonly signerName: string;
  /** Who asks, as the API server authenticated it. */
  readonly username: string;
  readonly groups: readonly string[];
  readonly usages: readonly string[];
  /** PKCS#10, PEM. */
  readonly pem: string;
  readonly createdAt: Instant;
}

/** A Node object, as far as names and addresses go. */
export interface ServingNode {
  readonly name: NodeName;
  readonly isControlPlane: boolean;
  /** `status.addresses`. */
  readonly addresses: readonly { readonly type: string; readonly address: string }[];
}

export const KUBELET_SERVING = 'kubernetes.io/kubelet-serving';

/** The name of the node whose kubelet this user is; undefined for any other user. */
export function nodeOf(username: string): NodeName | undefined {
  return /^system:node:([a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?)$/.exec(username)?.[1];
}
