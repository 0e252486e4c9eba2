import type { HeldLease } from '../ports/coordination.ts';
import type { Run } from '../ports/run.ts';
import type { World } from '../ports/world.ts';

/** Asked before a stage is begun: why it must not be, in words. */
export type Lost = HeldLease['lost'];

/** Works while it is this node's turn; a run that has to wait for it has recorded nothing yet. */
export async function inTurn<T>(run: Run, { coordination }: World, work: (lost: Lost) => Promise<T>): Promise<T> {
  const lease = await coordination?.acquire(run.id);
  try {
    return await work(() => lease?.lost());
  } finally {
    await lease?.release();
  }
}
