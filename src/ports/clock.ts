import type { Instant } from '../core/instant.ts';

/** Time, for those who may know it. */
export interface Clock {
  now(): Instant;
  /** Resolves after so many milliseconds. */
  pause(milliseconds: number): Promise<void>;
  /** Whether somebody asked the run to stop (Ctrl-C, SIGTERM): it does so at the next step's boundary. */
  stopRequested(): boolean;
}
