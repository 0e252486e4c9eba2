import type { Instant } from '../core/instant.ts';
import type { Facts } from '../core/plan/journal.ts';
import type { Scene } from './handler.ts';
import { leadsHere } from './leads-here.ts';

/** From the end of a leader to the next one. */
export interface Handover {
  /** Looks who leads now; never fails. */
  look(): Promise<void>;
  /** `leaderSeenAt`, once somebody else was seen to hold the lease. */
  facts(): Facts;
}

/**
 * Called when the container is gone. The controller manager does not release its lease when it stops, and its successor would wait
 * for it to run out (measured: 14.7 to 28 s without a leader, 1.2 to 1.4 s with the lease released). Guarded by the holder's identity
 * and by resourceVersion; whoever was quicker wins.
 */
export async function handover(name: string | undefined, stoppedAt: Instant, { world }: Scene): Promise<Handover> {
  const held = name === undefined ? undefined : await quietly(() => world.api.lease(name));
  const wasOurs = held !== undefined && leadsHere(held, world);
  if (wasOurs) await quietly(() => world.api.releaseLease(held));
  // Somebody on another node led all the time.
  let seenAt = held !== undefined && held.holder !== '' && !wasOurs ? stoppedAt : undefined;
  return {
    async look() {
      if (name === undefined || seenAt !== undefined) return;
      const now = await quietly(() => world.api.lease(name));
      if (now !== undefined && now.holder !== '' && now.holder !== held?.holder) seenAt = world.clock.now();
    },
    facts: () => (seenAt === undefined ? {} : { leaderSeenAt: new Date(seenAt).toISOString() }),
  };
}

/** Only a courtesy to the successor, and a measurement: without an answer the lease runs out by itself. */
async function quietly<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch {
    return undefined;
  }
}
