import { didYouMean } from '../../core/did-you-mean.ts';
import { PerennialError } from '../../core/errors.ts';
import { type JournalEntry, statusOf } from '../../core/plan/journal.ts';
import type { Plan } from '../../core/plan/plan.ts';
import type { Run, Runs } from '../../ports/run.ts';
import type { Gate } from './effects.ts';
import type { KeptFile, Machine, SavedRun } from './machine.ts';

type Retention = Parameters<Runs['prune']>[0];

/** Runs in memory; a record can be torn in the middle, as on disk. */
export function memoryRuns(machine: Machine, gate: Gate): Runs {
  const list = (): readonly string[] => [...machine.runs.keys()].sort();
  return {
    async create(plan) {
      const id = nextId(machine, plan);
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

/** In the same second the next id is a second later, so that ids sort by time. */
function nextId({ runs, now }: Machine, { intent }: Plan): string {
  const last = [...runs.keys()].sort().at(-1)?.slice(0, '2026-11-23T21-54-00Z'.length) ?? '';
  for (let at = now; ; at += 1000) {
    const time = `${new Date(at).toISOString().slice(0, 19).replaceAll(':', '-')}Z`;
    if (time > last) return `${time}-${intent.kind}`;
  }
}

function prune(machine: Machine, { keepRuns, keepKeysFor, now }: Retention): void {
  const runs = [...machine.runs].sort(([one], [other]) => (one < other ? -1 : 1));
  const complete = runs.filter(([, run]) => isComplete(run));
  const undone = complete.flatMap(([, { plan }]) => (plan.intent.kind === 'rollback' ? [plan.intent.of] : []));
  const finished = runs.filter((run) => complete.includes(run) || undone.includes(run[0])).map(([id]) => id);
  for (const id of finished.slice(0, Math.max(0, finished.length - keepRuns))) machine.runs.delete(id);
  const plansOf = (ids: readonly string[]) => JSON.stringify(ids.map((id) => machine.runs.get(id)?.plan));
  const staying = plansOf([...machine.runs.keys()]);
  const open = plansOf([...machine.runs.keys()].filter((id) => !finished.includes(id)));
  const isOldKey = ({ bytes, keptAt }: KeptFile) =>
    keptAt + keepKeysFor < now && /PRIVATE KEY-----|client-key-data/.test(bytes.toString('latin1'));
  for (const [digest, file] of machine.kept) {
    if (!staying.includes(digest) || (!open.includes(digest) && isOldKey(file))) machine.kept.delete(digest);
  }
}

function isComplete({ plan, journal }: SavedRun): boolean {
  const status = statusOf(entriesIn(journal));
  return plan.stages.every(({ steps }) => steps.every(({ id }) => status.get(id) === 'done'));
}
