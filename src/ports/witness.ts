/** Watches the API server from outside through a whole run. */
export interface Witness {
  start(): Promise<{ stop(): Promise<WitnessReport> }>;
}

export interface WitnessReport {
  readonly seconds: number;
  /** New connections, each one request. */
  readonly fresh: ProbeCount;
  /** Requests on one connection kept open. */
  readonly kept: ProbeCount & { readonly reconnects: number };
  /** One open watch, or why none could be opened. */
  readonly watch: { readonly kind: 'open'; readonly cuts: number } | { readonly kind: 'none'; readonly why: string };
}

export interface ProbeCount {
  readonly requests: number;
  readonly failures: number;
  /** Longest time between two successes. */
  readonly longestGapMilliseconds: number;
  /** Failures by kind, e.g. `ECONNREFUSED`. */
  readonly reasons: Readonly<Record<string, number>>;
}
