import { MINUTE, SECOND } from '../instant.ts';

/** Milliseconds of one machine's own clock that only goes forward; those of two machines have nothing to do with each other. */
export type Ticks = number;

/** How long what takes; all of it measured by each machine for itself. */
export interface LeaseTimes {
  /** A lease seen unchanged for so long is nobody's any more. */
  readonly duration: Ticks;
  /** From sending the last renewal that succeeded, the holder is sure of its lease for so long: less than `duration`. */
  readonly sure: Ticks;
  readonly heartbeat: Ticks;
  /** Between two looks of one who waits. */
  readonly look: Ticks;
}

/** The third between `sure` and `duration` is for clocks that run at different speeds. */
export const leaseTimes: LeaseTimes = {
  duration: 60 * SECOND,
  sure: 40 * SECOND,
  heartbeat: 10 * SECOND,
  look: 5 * SECOND,
};

/** For so long a run waits for the lease: the renewals of some other nodes. */
export const LONGEST_TURN = 30 * MINUTE;

/** The longest that any version of this program may write; more was written by somebody else. */
const LONGEST = 600 * SECOND;

/** How long this lease must be seen unchanged. Never less than our own duration, whatever it says: 0 would be no lease at all. */
export function durationOf(durationSeconds: number, { duration }: LeaseTimes): Ticks {
  const said = durationSeconds * SECOND;
  return said > duration && said <= LONGEST ? said : duration;
}
