import type { Reach } from '../../core/inventory.ts';
import type { Path } from '../../core/names.ts';
import type { Tell } from '../../ports/news.ts';
import type { SchedulerName } from '../../core/schedule/scheduled-file.ts';
import type { Archive } from '../../ports/archive.ts';
import type { Machine } from '../../ports/machine.ts';
import type { Files } from '../../ports/node.ts';
import type { Scheduler } from '../../ports/scheduler.ts';
import type { World } from '../../ports/world.ts';
import type { Terminal } from './terminal.ts';

/** What the composition root gives the command line. */
export interface Surroundings {
  readonly terminal: Terminal;
  readonly version: string;
  /** This machine's files as the shell sees them, whatever `--root` says. */
  readonly shellFiles: Files;
  /** Our own program, absolute. */
  readonly executable: Path;
  readonly schedulerOf: (name: SchedulerName) => Promise<Scheduler>;
  readonly machine: () => Promise<Machine>;
  readonly archive: () => Promise<Archive>;
  readonly worldOf: (request: WorldRequest) => Promise<World>;
  /** The path inside `root` of a file the shell sees at `path`; outside of it, one that `WorldRequest.outside` allows. */
  readonly nodePath: (root: string | undefined, path: string) => Path;
}

export interface WorldRequest {
  /** Absolute; undefined: this machine itself. */
  readonly root: string | undefined;
  readonly reach: Reach;
  /** Files outside of `root` that the person named. */
  readonly outside: readonly Path[];
  readonly tell: Tell;
  /** Aborted when the run is asked to stop. */
  readonly stop: AbortSignal;
}
