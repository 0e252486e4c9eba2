/** What a machine is. Holds no secret. */
export interface MachineFacts {
  /** Absent where the platform has none. */
  readonly userId?: number;
  /** `linux`. */
  readonly platform: string;
  /** `6.1.0-18-amd64`. */
  readonly kernel: string;
  readonly architecture: string;
  readonly processors: number;
  readonly memoryBytes: number;
  readonly freeMemoryBytes: number;
  readonly uptimeSeconds: number;
  /** Versions of the runtime inside the executable. */
  readonly runtime: { readonly node: string; readonly openssl: string };
}

export interface FolderFacts {
  /** Permission bits, e.g. 0o700. */
  readonly mode: number;
  readonly uid: number;
}
