import type { NodeName } from '../names.ts';
import { nodeOf, type SeenLease } from './lease.ts';
import { durationOf, type LeaseTimes, type Ticks } from './times.ts';

/** What one who waits has seen, and since when by its own clock. A look that failed ends it: what nobody saw may have changed. */
export interface Watch {
  readonly lease: SeenLease;
  readonly since: Ticks;
}

/** `create` makes the Lease, of an unknown holder, and takes nothing yet. */
export type Turn = { readonly kind: 'create' | 'take' } | { readonly kind: 'wait'; readonly milliseconds: Ticks };

/** Goes on watching what has not changed; `at` is when the answer came, so that never too much is counted. */
export function watchOf(before: Watch | undefined, lease: SeenLease, at: Ticks): Watch {
  return before !== undefined && isSame(before.lease, lease) ? before : { lease, since: at };
}

/**
 * Whether the lease may be taken now. Nobody's may; so may one of our own node, whose lock we hold: the process that wrote it is
 * gone. Another's may once it was seen unchanged for its whole duration.
 */
export function turnOf({ lease, since }: Watch, node: NodeName, at: Ticks, times: LeaseTimes): Turn {
  if (lease === undefined) return { kind: 'create' };
  if (lease.holder === '' || nodeOf(lease.holder) === node) return { kind: 'take' };
  const left = since + durationOf(lease.durationSeconds, times) - at;
  return left <= 0 ? { kind: 'take' } : { kind: 'wait', milliseconds: Math.min(left, times.look) };
}

function isSame(one: SeenLease, other: SeenLease): boolean {
  return (
    one?.holder === other?.holder &&
    one?.renewTime === other?.renewTime &&
    one?.resourceVersion === other?.resourceVersion
  );
}
