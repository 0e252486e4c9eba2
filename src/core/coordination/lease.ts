import type { NodeName } from '../names.ts';

/** The Lease in kube-system of whoever renews: one node of the control plane at a time. */
export const LEASE_NAME = 'perennial-renew';

/** That Lease as an API server shows it, undefined where there is none. What people may have written into it is not believed. */
export type SeenLease =
  | {
      /** `<node>_<run id>`; empty when nobody holds it. */
      readonly holder: string;
      /** As written by the holder's clock, which is not ours: compared with nothing but itself. */
      readonly renewTime: string;
      readonly resourceVersion: string;
      readonly durationSeconds: number;
    }
  | undefined;

/**
 * Written into a Lease that had to be made: who holds it, if anybody, is unknown. It may have been deleted under a holder, which has
 * some time to say so; it is taken like that of a holder that is gone. No node has an empty name.
 */
export const UNKNOWN_HOLDER = '_unknown';

/** The run is named, so that what its host's journal says can be held against the Lease. */
export function identityOf(node: NodeName, runId: string): string {
  return `${node}_${runId}`;
}

/** Names of nodes are those of hosts (RFC 1123) and hold no `_`. */
export function nodeOf(holder: string): NodeName {
  return holder.split('_')[0] ?? '';
}

/** For people; anybody can have written it. */
export function holderWords(holder: string): string {
  return holder.replace(/[^\x20-\x7e]/g, '').slice(0, 200);
}
