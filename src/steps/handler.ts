import type { Instant } from '../core/instant.ts';
import type { Facts } from '../core/plan/journal.ts';
import type { Plan, Step } from '../core/plan/plan.ts';
import type { Store } from '../ports/node.ts';
import type { World } from '../ports/world.ts';

/** What a step may touch: the world, and the store of its run. */
export interface Scene {
  readonly world: World;
  readonly store: Store;
  readonly plan: Plan;
  /** Id of the run. */
  readonly run: string;
  /** Tells people why nothing seems to happen, and until when at most. */
  readonly waiting: (why: string, until?: Instant) => void;
  /** Tells people that something was given this time, and that nothing is late. */
  readonly timeGiven: (to: string, until: Instant) => void;
}

export type Seen =
  | { readonly kind: 'pending'; readonly why: string }
  /** The node shows it. `facts` go into the journal: serials, digests, container ids, never secrets. */
  | { readonly kind: 'done'; readonly facts: Facts }
  /** Somebody else changed what this step is about. */
  | { readonly kind: 'drifted'; readonly why: string };

export interface Handler<S extends Step> {
  /** Looks, never touches. */
  inspect(step: S, scene: Scene): Promise<Seen>;
  /** Runs only after `inspect` said 'pending'; may be cut off anywhere and run again. Returns facts only it can know. */
  apply(step: S, scene: Scene): Promise<Facts>;
}

export const pending = (why: string): Seen => ({ kind: 'pending', why });
export const done = (facts: Facts = {}): Seen => ({ kind: 'done', facts });
export const drifted = (why: string): Seen => ({ kind: 'drifted', why });
