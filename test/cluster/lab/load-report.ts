/** What the load process is asked, as one JSON argument. */
export interface LoadRequest {
  /** Where the API server is reached: `https://10.78.0.11:6443`. Verified against the kubeconfig's CA. */
  readonly server: string;
  /** Credentials of the watch and the kept connection: a copy of admin.conf that nobody rewrites meanwhile. */
  readonly kubeconfig: string;
  readonly newConnectionsPerSecond: number;
  /** The load ends by itself after this long, whatever happens to who started it. */
  readonly longestSeconds: number;
  readonly ports: readonly ServedPort[];
}

export interface ServedPort {
  readonly host: string;
  readonly port: number;
  readonly serverName?: string;
}

/** One line of JSON each on the load process's standard output. */
export type LoadMessage = { readonly kind: 'flowing' } | { readonly kind: 'report'; readonly report: LoadReport };

export interface LoadReport {
  readonly startedAt: string;
  readonly seconds: number;
  readonly newConnections: RequestFigures;
  readonly keptConnection: RequestFigures & { readonly connectionsUsed: number };
  readonly watch: WatchFigures;
  readonly served: readonly ServedChange[];
}

export interface RequestFigures {
  readonly requests: number;
  readonly succeeded: number;
  readonly failed: number;
  readonly failures: Readonly<Record<string, number>>;
  readonly firstFailureMs?: number;
  readonly lastFailureMs?: number;
  /** Between two successes, or the beginning or end and the nearest success. */
  readonly longestGapMs: number;
  readonly latencyP50Ms?: number;
  readonly latencyP99Ms?: number;
}

export interface WatchFigures {
  readonly opened: number;
  /** How often the server or the network ended it, with when and why. */
  readonly cuts: readonly { readonly atMs: number; readonly reason: string }[];
  readonly events: number;
  readonly longestGapMs: number;
}

/** From `atMs` on, the port presented this certificate, or was not to be had. */
export interface ServedChange {
  readonly atMs: number;
  /** `6443`, or `6443 apiserver-loopback-client` where a server name was sent. */
  readonly port: string;
  /** Hexadecimal, upper case. */
  readonly serial?: string;
  readonly notAfter?: string;
  readonly error?: string;
}
