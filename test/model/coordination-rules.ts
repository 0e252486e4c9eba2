import { beatOf, sureUntil } from '../../src/core/coordination/hold.ts';
import type { LeaseTimes } from '../../src/core/coordination/times.ts';
import { turnOf, watchOf } from '../../src/core/coordination/turn.ts';

/** What the nodes of the model go by: the functions of the product, or some of them spoilt. */
export interface Rules {
  readonly watchOf: typeof watchOf;
  readonly turnOf: typeof turnOf;
  readonly beatOf: typeof beatOf;
  readonly sureUntil: typeof sureUntil;
}

export const productRules: Rules = { watchOf, turnOf, beatOf, sureUntil };

/** One network of nodes, small enough to look at all of it. Times are in ticks, and short: what matters is their order. */
export interface Setting {
  readonly nodes: number;
  readonly times: LeaseTimes;
  readonly rules: Rules;
  /** How often each may happen in one history. */
  readonly crashes: number;
  /** A holder's clock stands still for a tick. */
  readonly slips: number;
  /** Somebody deletes the Lease. */
  readonly deletions: number;
  /** Requests and answers get lost or are late, as they do while an API server restarts. */
  readonly losses: boolean;
  /** How many requests are under way at the same time, those aside that nobody waits for. */
  readonly atOnce: number;
  /** What was read may be old when it arrives. */
  readonly lateReads: boolean;
  /** The Lease shows the holder's time of day, which is so many ticks behind everybody else's. Not shown when undefined. */
  readonly clockBehind?: number;
  /** An API server that does not compare resourceVersions. */
  readonly unguarded?: boolean;
}

export const twoTicks: LeaseTimes = { duration: 2, sure: 1, heartbeat: 1, look: 1 };
export const threeTicks: LeaseTimes = { duration: 3, sure: 2, heartbeat: 1, look: 1 };
