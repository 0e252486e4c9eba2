import type { Reading } from '../core/inventory.ts';
import type { JournalEntry } from '../core/plan/journal.ts';
import type { Plan } from '../core/plan/plan.ts';

/** One run: a plan and its journal, on disk. */
export interface Run {
  readonly id: string;
  readonly plan: Plan;
  /** What was recorded, in order; a torn last line is a crash and left out. */
  entries(): Promise<readonly JournalEntry[]>;
  /** Appends and fsyncs before it returns. */
  record(entry: JournalEntry): Promise<void>;
  /** The report of the run, replaced whole. */
  report(report: unknown): Promise<void>;
  /** The report as it was saved last, whoever wrote it; `missing` when none was. Never throws for what the file can be. */
  savedReport(): Promise<Reading<unknown>>;
}

/** All runs of this node, oldest first. */
export interface Runs {
  /** Saves the plan, fsynced, under a new id (`2026-11-23T21-54-00Z-renew`); ids sort by time. */
  create(plan: Plan): Promise<Run>;
  open(id: string): Promise<Run>;
  list(): Promise<readonly string[]>;
  /**
   * Removes all but the last `keepRuns` of the runs that are not open, what only they had kept, and private keys, kept or made, that
   * are older than `keepKeysFor` milliseconds. Nothing that an open run may need goes.
   */
  prune(policy: { readonly keepRuns: number; readonly keepKeysFor: number; readonly now: number }): Promise<void>;
}

/** Held while something on this node may change. */
export interface Lock {
  /** Throws `lock-busy` with the holder's process id and command. Freed by the kernel when the process ends. */
  acquire(): Promise<{ release(): Promise<void> }>;
}
