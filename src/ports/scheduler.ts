import type { Path } from '../core/names.ts';
import type { ScheduledFile } from '../core/schedule/scheduled-file.ts';

/** What starts us by itself on this machine: systemd, or cron. Errors are `PerennialError`. */
export interface Scheduler {
  /** Writes the files for all to read, and has the scheduler follow them from now on. Throws `no-scheduler` where there is none. */
  install(files: readonly ScheduledFile[]): Promise<void>;
  /** Removes the files, those that are there, and has the scheduler forget them. */
  remove(paths: readonly Path[]): Promise<void>;
  /** Does once what the scheduler does when the time has come, in the surroundings it gives; resolves when that has ended. */
  trigger(): Promise<Triggered>;
  /** When it is due next, in the scheduler's own words; undefined where it does not say. */
  next(): Promise<string | undefined>;
}

export interface Triggered {
  readonly ok: boolean;
  /** What was printed, and how it ended. */
  readonly said: string;
}
