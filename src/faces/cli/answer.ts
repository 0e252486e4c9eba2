import type { SchedulerName } from '../../core/schedule/scheduled-file.ts';
import type { Files } from '../../ports/node.ts';
import type { Scheduler } from '../../ports/scheduler.ts';
import type { World } from '../../ports/world.ts';
import type { Consent, ObserveRequest } from '../../usecases/requests.ts';
import type { Given } from './given.ts';
import type { Style } from './../report/style.ts';
import type { Screen, StopSignal } from './terminal.ts';

/** What a command is given. World and configuration are made when asked for: `explain` needs neither. */
export interface Call {
  readonly args: readonly string[];
  readonly given: Given;
  readonly paint: Style;
  readonly world: () => Promise<World>;
  /** The configuration, and whose copies of admin.conf to look at. */
  readonly observing: () => Promise<ObserveRequest>;
  /** Both once more, for who stays: configuration and credentials may be others by now. */
  readonly afresh: () => Pick<Call, 'world' | 'observing'>;
  /** Writes to stdout at once, what only a command that stays has to say before its end. */
  readonly print: Screen['write'];
  readonly consent: Consent;
  readonly shell: Shell;
  readonly machine: OwnMachine;
  readonly version: string;
  /** The signal that asked the run to stop, if one did. */
  readonly stoppedBy: () => StopSignal | undefined;
}

/** This machine itself, whatever `--root` says. */
export interface OwnMachine {
  /** Our own program, absolute. */
  readonly executable: string;
  /** Of `--config FILE`, absolute. */
  readonly config?: string;
  readonly files: Files;
  readonly schedulerOf: (name: SchedulerName) => Promise<Scheduler>;
}

/** What the person sees of the machine: the paths they type are not the node's when `--root` is given. */
export interface Shell {
  /** Text of a file the person named; `-` is not a file. Throws when it cannot be read. */
  text(path: string): Promise<string>;
  /** The absolute path on this machine of what the person named. */
  wholePath(path: string): string;
  /** The path the node has for a file the person named. */
  nodePath(path: string): string;
  /** Writes a file the person named, whole, for its owner only. */
  write(path: string, text: string): Promise<void>;
}

/** What a command says. stdout gets the document under `-o json`, else the text; `check` renders its own formats as text. */
export interface Answer {
  readonly text: string;
  readonly document?: Document;
  readonly status: number;
}

/** The fields that every JSON answer has; the rest is the kind's own. */
export interface Document {
  readonly kind: string;
  readonly changed: boolean;
  /** The verdict, one sentence. */
  readonly msg: string;
  readonly warnings: readonly string[];
  readonly [field: string]: unknown;
}

/** Raised when a kind of document changes in a way a script could stumble over. */
export const apiVersion = 'perennial.dev/v1';
