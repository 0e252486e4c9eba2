import { PerennialError } from '../core/errors.ts';
import { HOUR, type Instant, SECOND } from '../core/instant.ts';
import type { Place } from '../core/schedule/order.ts';
import type { HeldLease } from '../ports/coordination.ts';
import type { Run } from '../ports/run.ts';
import type { World } from '../ports/world.ts';

/** Asked before a stage is begun: why it must not be, in words. */
export type Lost = HeldLease['lost'];

/** What is asked when the turn has come. */
export interface TurnRules {
  /** Whether other nodes come first all the same. */
  readonly place?: () => Promise<Place>;
  /** After a wait: throws when something has come in the way, or it is too late. */
  readonly stillReady?: () => Promise<void>;
}

/** For longer than any order of nodes with its soaking times needs. */
const PATIENCE = 2 * HOUR;
const LOOK = 15 * SECOND;

/** Works while it is this node's turn; a run that has to wait for it has recorded nothing yet. */
export async function inTurn<T>(
  run: Run,
  { coordination, clock, tell }: World,
  { place, stillReady }: TurnRules,
  work: (lost: Lost) => Promise<T>,
): Promise<T> {
  const since = clock.ticks();
  let told: string | undefined;
  const waiting = (why: string, until: Instant): void => {
    if (clock.stopRequested()) throw notOurTurn('lock-busy', `asked to stop while waiting: ${why}`);
    const left = PATIENCE - (clock.ticks() - since);
    if (left < 0) throw notOurTurn('turn-missed', `it did not come: ${why}`);
    if (why !== told) tell({ kind: 'turn-awaited', why, until: Math.min(until, clock.now() + left) });
    told = why;
  };
  for (;;) {
    const contender = { node: run.plan.node, runId: run.id };
    const lease = await coordination?.acquire(contender, (why, left) => waiting(why, clock.now() + left));
    if (lease?.uncoordinated !== undefined) tell({ kind: 'uncoordinated', why: lease.uncoordinated });
    try {
      if (told !== undefined) await stillReady?.();
      const ours = (await place?.()) ?? { kind: 'go' };
      if (ours.kind === 'go') return await work(() => lease?.lost());
      waiting(ours.why, ours.until ?? Infinity);
    } finally {
      await lease?.release();
    }
    await clock.idle(LOOK);
  }
}

function notOurTurn(code: 'lock-busy' | 'turn-missed', why: string): PerennialError {
  return new PerennialError(code, `the turn of this node was not waited for any longer: ${why}`, {
    hint: 'nothing was begun',
    next: 'perennial status --cluster',
  });
}
