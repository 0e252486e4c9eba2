import { type Instant, SECOND } from '../instant.ts';

/** A kubelet's Lease runs out after this long; a node that is Ready has renewed it since. */
const LEASE = 40 * SECOND;

/**
 * What a node's clock is ahead of ours by, seen by the time that its kubelet wrote: what is yet to come was written by a clock that
 * is ahead, what is older than the lease lasts, on a node that is Ready, by one that is behind. Of a node that is not Ready only the
 * former is known.
 */
export function clockAhead(signOfLife: Instant | undefined, now: Instant, isReady: boolean): number {
  if (signOfLife === undefined) return 0;
  if (signOfLife > now) return signOfLife - now;
  return isReady ? Math.min(0, signOfLife + LEASE - now) : 0;
}
