/** Where the command line reads and writes, so that a test can stand in for a person's terminal. */
export interface Terminal {
  /** The answer. */
  readonly out: Screen;
  /** Messages, progress, questions. */
  readonly err: Screen;
  /** Whether somebody is there to answer. */
  readonly canAsk: boolean;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The working folder. */
  readonly folder: string;
  /** Undefined where the platform has none. */
  readonly userId: number | undefined;
  /** One line of answer; undefined when the input ended instead, or somebody asked to stop. */
  ask(question: string, stop: AbortSignal): Promise<string | undefined>;
  /** Waits until the answer has left. Throws where it could not, a full disk for instance; not where its reader went away. */
  flush(): Promise<void>;
  /** Calls `listener` for each signal that asks to stop, in place of dying of it, until the returned function is called. */
  onSignal(listener: (signal: StopSignal) => void): () => void;
  /** Ends the process at once. */
  leave(status: number): void;
}

export interface Screen {
  readonly isTerminal: boolean;
  readonly columns: number;
  /** Whether systemd leads it into the journal. */
  readonly isJournal?: boolean;
  /** A journal shows the priority of each line; everything else does without. */
  write(text: string, priority?: Priority): void;
}

/** Those of syslog(3) that we use, by the names of systemd-analyze(1). */
export type Priority = 'err' | 'warning' | 'notice' | 'info';

export type StopSignal = 'SIGINT' | 'SIGTERM' | 'SIGHUP';
