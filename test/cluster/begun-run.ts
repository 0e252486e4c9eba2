import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Machine } from './lab/machine.ts';
import type { MachineProcess } from './lab/machine-processes.ts';
import { waitUntil } from './lab/wait-until.ts';
import { startPerennial } from './perennial.ts';

export interface JournalLine {
  readonly event: 'started' | 'done' | 'failed';
  readonly step: string;
  readonly at: number;
}

/** A perennial at work in a machine, and its run's journal as the host reads it from the machine's disk. */
export interface BegunRun {
  readonly process: MachineProcess;
  /** What it has said so far on both streams. */
  readonly said: () => string;
  readonly journal: () => readonly JournalLine[];
  /** Resolves as soon as the journal is as asked. Throws when the run ends, or two minutes pass, before. */
  readonly reached: (isReached: (journal: readonly JournalLine[]) => boolean) => Promise<void>;
}

export function beginRun(machine: Machine, ...args: readonly string[]): BegunRun {
  // Elsewhere on the host once the machine is off.
  const folder = () => machine.path('/var/lib/perennial/runs');
  const before = new Set(runsIn(folder()));
  const process = startPerennial(machine, ...args);
  let [text, ended] = ['', false];
  for (const stream of [process.stdout, process.stderr]) stream.on('data', (chunk: Buffer) => (text += String(chunk)));
  void process.ended.then(() => (ended = true));
  const journal = () => journalIn(folder(), before);
  return {
    process,
    said: () => text,
    journal,
    reached: async (isReached) => {
      const look = () => (isReached(journal()) ? 'reached' : ended ? 'ended' : undefined);
      const waiting = { what: 'the journal', deadlineMs: 120_000, everyMs: 2 };
      if ((await waitUntil(look, waiting)) === 'ended') throw new Error(`the run ended before that: ${text}`);
    },
  };
}

function journalIn(folder: string, before: ReadonlySet<string>): readonly JournalLine[] {
  const id = runsIn(folder).find((one) => !before.has(one));
  return id === undefined ? [] : journalLines(folder, id);
}

/** Ids of the runs in a machine's `/var/lib/perennial/runs`, oldest first. */
function runsIn(folder: string): readonly string[] {
  return orNothing(() => readdirSync(folder).sort()) ?? [];
}

/** Whole lines only: the last may just be on its way to the disk. */
function journalLines(folder: string, id: string): readonly JournalLine[] {
  const text = orNothing(() => readFileSync(join(folder, id, 'journal.jsonl'), 'utf8')) ?? '';
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as JournalLine);
}

function orNothing<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
