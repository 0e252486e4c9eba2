import type { NodeName } from '../core/names.ts';
import type { Clock } from './clock.ts';

/**
 * One node of the control plane at a time. The caller holds the lock of its own machine (`Lock`), until it has released this.
 * Where there is no API server nothing can be agreed on: that is `--offline`, where only the lock is taken.
 */
export interface Coordination {
  /**
   * Waits for the turn of this Node and takes it, under the name `<node>_<run id>` that the run's journal goes by. A run of this
   * node that was cut off is followed at once, one of another node when its lease was seen to be renewed no more. Throws `lock-busy`
   * with the holder when its turn does not come in time, `api-unavailable` when no API server can be asked. At every look that ends in
   * waiting `waiting` is told why, and for how many milliseconds more at most; what it throws ends the wait.
   */
  acquire(contender: Contender, waiting?: (why: string, left: number) => void): Promise<HeldLease>;
}

/** Who asks for the turn. The Node is named as in the cluster, where no other has that name; machines may share a hostname. */
export interface Contender {
  readonly node: NodeName;
  readonly runId: string;
}

/** Renewed by heartbeats from here on, until released or lost. */
export interface HeldLease {
  /** Why no other node knows of this; absent where the lease says so to all, or there is no other. */
  readonly uncoordinated?: string;
  /**
   * Why nothing more may be begun, in words; undefined while the lease is certainly ours. Asked at every stage's boundary. It is
   * said before anybody else may take the lease, and taken back when the lease was renewed after all.
   */
  lost(): string | undefined;
  /** Lets the next one go at once. Never throws: a lease that cannot be released runs out by itself. */
  release(): Promise<void>;
}

/** Time as a coordination needs it: ticks for its rules, and the time of day for people who read the Lease. */
export interface CoordinationTime extends Pick<Clock, 'ticks' | 'now' | 'pause'> {
  /** Does `work` again and again, so long after it ended last, until the function returned is called. Never rejects, so must `work`. */
  every(milliseconds: number, work: () => Promise<void>): () => void;
}
