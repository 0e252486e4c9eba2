/** Where to ask, whom to trust, and what to prove oneself with. Key and token stay in memory and are in no message. */
export type ApiCredentials = ApiTrust & (ClientCertificate | BearerToken);

export interface ApiTrust {
  /** `https://host:port`. */
  readonly server: string;
  /** Trusted authorities, whole bundle. */
  readonly caPem: string;
}

/** Of a kubeconfig. */
export interface ClientCertificate {
  readonly certificatePem: string;
  readonly privateKeyPem: string;
}

/** Of a Pod's service account. */
export interface BearerToken {
  readonly token: string;
}

/** One API server among several: this node's own. */
export interface ApiEndpoint {
  readonly host: string;
  readonly port: number;
}
