import { didYouMean } from '../../core/did-you-mean.ts';
import { PerennialError } from '../../core/errors.ts';
import type { JournalEntry } from '../../core/plan/journal.ts';
import { holdsCredential, retentionOf } from '../../core/plan/retention.ts';
import { runIdAfter } from '../../core/plan/run-id.ts';
import type { Run, Runs } from '../../ports/run.ts';
import type { Gate } from './effects.ts';
import type { KeptFile, Machine, SavedRun } from './machine.ts';

type Policy = Parameters<Runs['prune']>[0];

/** Runs in memory; a record can be torn in the middle, as on disk. */
export function memoryRuns(machine: Machine, gate: Gate): Runs {
  const list = (): readonly string[] => [...machine.runs.keys()].sort();
  return {
    async create(plan) {
      const id = runIdAfter(list().at(-1), machine.now, plan.intent.kind);
      const saved: SavedRun = { plan: structuredClone(plan), journal: '', made: new Map() };
      gate.perform(`create ${id}`, () => machine.runs.set(id, saved));
      return runOf(machine, gate, id);
    },
    async open(id) {
      gate.assertAlive();
      if (machine.runs.has(id)) return runOf(machine, gate, id);
      const meant = didYouMean(id, list());
      throw new PerennialError('run-unknown', `there is no run ${JSON.stringify(id)}`, {
        ...(meant !== undefined && { hint: `did you mean ${meant}` }),
        next: 'perennial status',
      });
    },
    async list() {
      gate.assertAlive();
      return list();
    },
    prune: async (policy) => gate.perform('prune', () => prune(machine, policy)),
  };
}

function runOf(machine: Machine, gate: Gate, id: string): Run {
  const saved = (): SavedRun => {
    const run = machine.runs.get(id);
    if (run === undefined) throw new PerennialError('run-unknown', `run ${id} was pruned`);
    return run;
  };
  const write = (journal: string) => machine.runs.set(id, { ...saved(), journal });
  return {
    id,
    plan: structuredClone(saved().plan),
    async entries() {
      gate.assertAlive();
      return entriesIn(saved().journal);
    },
    async record(entry) {
      const whole = saved().journal.slice(0, saved().journal.lastIndexOf('\n') + 1);
      const line = JSON.stringify(entry);
      const torn = () => write(whole + line.slice(0, line.length / 2));
      gate.perform(`record ${entry.event} ${entry.step}`, () => write(`${whole}${line}\n`), torn);
    },
    async report(report) {
      gate.perform('report', () => machine.runs.set(id, { ...saved(), report: structuredClone(report) }));
    },
    async savedReport() {
      gate.assertAlive();
      const { report } = saved();
      return report === undefined ? { kind: 'missing' } : { kind: 'read', value: structuredClone(report) };
    },
  };
}

function entriesIn(journal: string): readonly JournalEntry[] {
  const lines = journal.split('\n').slice(0, -1);
  return lines.map((line) => JSON.parse(line) as JournalEntry);
}

function prune(machine: Machine, { keepRuns, keepKeysFor, now }: Policy): void {
  const all = [...machine.runs].map(([id, { plan, journal }]) => ({ id, plan, entries: entriesIn(journal) }));
  const { surplus, needed, neededDigests, namedDigests } = retentionOf(all.toSorted(byId), keepRuns);
  const isOldKey = ({ bytes, keptAt }: KeptFile, since = keptAt) =>
    since + keepKeysFor < now && holdsCredential(bytes.toString('latin1'));
  for (const [id, run] of machine.runs) {
    const made = new Map([...run.made].filter(([, file]) => needed.has(id) || !isOldKey(file)));
    if (surplus.has(id)) machine.runs.delete(id);
    else machine.runs.set(id, { ...run, made });
  }
  for (const [digest, file] of machine.kept) {
    const hex = digest.slice('sha256:'.length);
    const since = namedDigests.get(hex);
    if (since === undefined || (!neededDigests.has(hex) && isOldKey(file, since))) machine.kept.delete(digest);
  }
}

const byId = (one: { readonly id: string }, other: { readonly id: string }): number => (one.id < other.id ? -1 : 1);
