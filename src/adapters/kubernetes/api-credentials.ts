/** Where a kubeconfig points and what it proves. The key stays in memory and is in no message. */
export interface ApiCredentials {
  /** `https://host:port`. */
  readonly server: string;
  /** Trusted authorities, whole bundle. */
  readonly caPem: string;
  readonly certificatePem: string;
  readonly privateKeyPem: string;
}

/** One API server among several: this node's own. */
export interface ApiEndpoint {
  readonly host: string;
  readonly port: number;
}
