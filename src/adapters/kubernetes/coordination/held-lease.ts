import { beatOf, type Hold, sureUntil, unsureOf } from '../../../core/coordination/hold.ts';
import { leaseTimes } from '../../../core/coordination/times.ts';
import { reasonOf } from '../../../core/errors.ts';
import type { CoordinationTime, HeldLease } from '../../../ports/coordination.ts';
import type { LeaseStore } from './lease-store.ts';

/** Renews the lease until it is released, or seen to be another's. A heartbeat that fails is followed by the next one. */
export function heldLease(first: Hold, store: LeaseStore, time: CoordinationTime): HeldLease {
  let hold = first;
  let gone: string | undefined;
  let failure: string | undefined;
  let beating = Promise.resolve();

  const beat = async (): Promise<void> => {
    const found = await store.look();
    const next = beatOf(hold, found.lease, time.ticks());
    if (next.kind === 'lost') {
      gone = next.why;
      stop();
      return;
    }
    const sentAt = time.ticks();
    if (!(await store.write(found, hold.identity))) return;
    hold = { ...hold, sureUntil: sureUntil(sentAt, leaseTimes) };
    failure = undefined;
  };
  const noted = (thrown: unknown): void => void (failure = reasonOf(thrown));
  const stop = time.every(leaseTimes.heartbeat, () => (beating = beat().catch(noted)));

  return {
    lost() {
      const unsure = gone ?? unsureOf(hold, time.ticks());
      return unsure !== undefined && gone === undefined && failure !== undefined ? `${unsure}: ${failure}` : unsure;
    },
    async release() {
      stop();
      await beating;
      await released(hold, store).catch(() => undefined);
      gone ??= 'the lease was released';
    },
  };
}

async function released({ identity }: Hold, store: LeaseStore): Promise<void> {
  const found = await store.look();
  if (found.lease?.holder === identity) await store.write(found, '');
}
