import type { Instant } from '../core/instant.ts';

/** Time, for those who may know it. */
export interface Clock {
  /** The time of day, which people and their programs may set at any moment: for what was written down, and for people. */
  now(): Instant;
  /** Whole milliseconds that only go forward, whatever is done to the time of day: for how long something has taken. */
  ticks(): number;
  /** Resolves after so many milliseconds. */
  pause(milliseconds: number): Promise<void>;
  /** The same, but over as soon as a stop is requested: for who waits with nothing begun. */
  idle(milliseconds: number): Promise<void>;
  /** Whether somebody asked the run to stop (Ctrl-C, SIGTERM): it does so at the next step's boundary. */
  stopRequested(): boolean;
  /** Whether it was a person who did, and not the machine that shuts down or the end of a service. */
  stoppedByPerson(): boolean;
}

/** Who asks for a stop: the reason of its signal. */
export type Stopper = 'person' | 'machine';
