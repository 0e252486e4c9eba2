import type { Instant } from '../core/instant.ts';

/** Time, for those who may know it. */
export interface Clock {
  now(): Instant;
  /** Resolves after so many milliseconds, or throws `interrupted` when the run was asked to stop. */
  pause(milliseconds: number): Promise<void>;
}
