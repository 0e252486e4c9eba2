import { PerennialError } from '../../core/errors.ts';
import { identityOf, LEASE_NAME, nodeOf } from '../../core/coordination/lease.ts';
import { LONGEST_TURN, leaseTimes } from '../../core/coordination/times.ts';
import type { NodeName } from '../../core/names.ts';
import type { Contender, Coordination, CoordinationTime, HeldLease } from '../../ports/coordination.ts';

/** What the nodes of a cluster in memory share. */
export interface MemoryLease {
  holder: string;
  renewedAt: number;
  /** Nodes that reach no API server. */
  readonly cutOff: Set<NodeName>;
}

export interface MemoryCoordinationOptions {
  readonly lease: MemoryLease;
  readonly time: CoordinationTime;
  readonly patienceMilliseconds?: number;
}

/** All of them see the same lease at the same time, so its age is known to everybody. */
export function memoryCoordination(options: MemoryCoordinationOptions): Coordination {
  const { lease, time, patienceMilliseconds = LONGEST_TURN } = options;
  const isFree = (node: NodeName): boolean =>
    lease.holder === '' || nodeOf(lease.holder) === node || time.ticks() >= lease.renewedAt + leaseTimes.duration;
  return {
    async acquire(contender, wait) {
      const until = time.ticks() + patienceMilliseconds;
      for (let isFirst = true; ; isFirst = false) {
        const away = lease.cutOff.has(contender.node);
        if (away && isFirst) throw new PerennialError('api-unavailable', 'the API server does not answer');
        if (!away && isFree(contender.node)) return held(contender, options);
        if (time.ticks() >= until) {
          const why = `the turn of this node did not come: ${lease.holder} holds the lease ${LEASE_NAME}`;
          throw new PerennialError('lock-busy', why);
        }
        const why = away ? 'the API server does not answer' : `${lease.holder} holds the lease ${LEASE_NAME}`;
        wait?.(why, until - time.ticks());
        await time.pause(leaseTimes.look);
      }
    },
  };
}

function held({ node, runId }: Contender, { lease, time }: MemoryCoordinationOptions): HeldLease {
  const identity = identityOf(node, runId);
  lease.holder = identity;
  lease.renewedAt = time.ticks();
  let sureUntil = time.ticks() + leaseTimes.sure;
  let gone: string | undefined;
  const stop = time.every(leaseTimes.heartbeat, async () => {
    if (lease.cutOff.has(node)) return;
    if (lease.holder !== identity) {
      gone = `the lease ${LEASE_NAME} is held by ${lease.holder || 'nobody'}`;
      return;
    }
    lease.renewedAt = time.ticks();
    sureUntil = time.ticks() + leaseTimes.sure;
  });
  return {
    lost: () => gone ?? (time.ticks() < sureUntil ? undefined : `the lease ${LEASE_NAME} could not be renewed in time`),
    async release() {
      stop();
      if (lease.holder === identity && !lease.cutOff.has(node)) lease.holder = '';
      gone ??= 'the lease was released';
    },
  };
}
