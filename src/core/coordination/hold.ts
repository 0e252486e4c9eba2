import { holderWords, LEASE_NAME, type SeenLease, UNKNOWN_HOLDER } from './lease.ts';
import type { LeaseTimes, Ticks } from './times.ts';

/** What a holder knows of its lease. */
export interface Hold {
  readonly identity: string;
  readonly sureUntil: Ticks;
}

/** What a heartbeat does after its look. `renew` and `create` fail where somebody was quicker. */
export type Beat = { readonly kind: 'renew' | 'create' } | { readonly kind: 'lost'; readonly why: string };

/** Counted from before the request left: whoever sees what it wrote sees it later, and waits for longer. */
export function sureUntil(sentAt: Ticks, { sure }: LeaseTimes): Ticks {
  return sentAt + sure;
}

/**
 * A Lease with our name was nobody else's since we wrote it: whoever takes it writes its own, and only we write ours. So it may be
 * renewed however late. One that was deleted is ours while we are sure: whoever makes it anew lets a whole duration go by.
 */
export function beatOf({ identity, sureUntil }: Hold, lease: SeenLease, at: Ticks): Beat {
  const isSure = at < sureUntil;
  if (lease === undefined) return isSure ? { kind: 'create' } : lost('was deleted');
  switch (lease.holder) {
    case identity:
      return { kind: 'renew' };
    case UNKNOWN_HOLDER:
      return isSure ? { kind: 'renew' } : lost('was deleted');
    case '':
      return lost('was released by somebody else');
    default:
      return lost(`is held by ${holderWords(lease.holder)}`);
  }
}

const lost = (how: string): Beat => ({ kind: 'lost', why: `the lease ${LEASE_NAME} ${how}` });

/** Why a holder must not begin anything more now; undefined while it is sure. It may be sure again after the next heartbeat. */
export function unsureOf({ sureUntil }: Hold, at: Ticks): string | undefined {
  return at < sureUntil ? undefined : `the lease ${LEASE_NAME} could not be renewed in time`;
}
