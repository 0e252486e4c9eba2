import type { Container } from '../core/inventory.ts';

/** The containers of this node's control plane; those of a cluster nested on the same host are not among them. */
export interface Containers {
  /** Running ones. Throws `runtime-unavailable` when it cannot be known. */
  running(): Promise<readonly Container[]>;
  /** Asks the runtime: SIGTERM, after `graceSeconds` SIGKILL. Returns when the container has stopped; one that is gone is fine. */
  stop(id: string, graceSeconds: number): Promise<void>;
}
