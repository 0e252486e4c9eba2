import { type JournalEntry, statusOf } from './journal.ts';
import type { Plan, StepId } from './plan.ts';

/** A run as its folder has it. */
export interface RecordedRun {
  readonly id: string;
  readonly plan: Plan;
  readonly entries: readonly JournalEntry[];
}

/** `open`: begun, and neither carried out nor undone nor abandoned. Computed from plans and journals, never recorded. */
export type RunState = 'not-started' | 'complete' | 'open' | 'rolled-back' | 'abandoned';

export function stateOf(run: RecordedRun, all: readonly RecordedRun[]): RunState {
  if (isComplete(run)) return undoneBy(run, all) === undefined ? 'complete' : 'rolled-back';
  if (run.entries.length === 0) return 'not-started';
  if (undoneBy(run, all) !== undefined || isSuperseded(run, all)) return 'rolled-back';
  return isAbandoned(run, all) ? 'abandoned' : 'open';
}

/** A rollback, and what ends a run where it stands, are about another run: none of them is undone itself. */
export const isAboutAnother = ({ intent }: Plan): boolean => intent.kind === 'rollback' || intent.kind === 'abandon';

/** The unfinished rollback of a run, if there is one: since it was begun the run's own journal no longer says how the node is. */
export function undoingOf(run: RecordedRun, all: readonly RecordedRun[]): RecordedRun | undefined {
  return all.findLast((other) => isRollbackOf(other, run) && stateOf(other, all) === 'open');
}

/** Steps that may have changed something: what a rollback must cover. One whose life was cut off may have, too. */
export function begunSteps({ entries }: Pick<RecordedRun, 'entries'>): ReadonlySet<StepId> {
  const begun = new Set<StepId>();
  for (const [index, entry] of entries.entries()) {
    if (entry.event === 'started' && !isUntouched(entries[index + 1], entry.step)) begun.add(entry.step);
  }
  return begun;
}

const isUntouched = (next: JournalEntry | undefined, step: StepId): boolean =>
  next?.event === 'failed' && next.step === step && !next.touched;

/** A rollback without steps had nothing to undo, and is complete from its beginning. */
function isComplete({ plan, entries }: RecordedRun): boolean {
  const status = statusOf(entries);
  return plan.stages.every(({ steps }) => steps.every(({ id }) => status.get(id) === 'done'));
}

/** The finished rollback of a run, if there is one. */
function undoneBy(run: RecordedRun, all: readonly RecordedRun[]): RecordedRun | undefined {
  return all.find((other) => isRollbackOf(other, run) && isComplete(other));
}

/** An unfinished rollback that was begun again under a new id, and finished there. */
function isSuperseded({ plan }: RecordedRun, all: readonly RecordedRun[]): boolean {
  const { intent } = plan;
  return (
    intent.kind === 'rollback' &&
    all.some(
      (other) => other.plan.intent.kind === 'rollback' && other.plan.intent.of === intent.of && isComplete(other),
    )
  );
}

const isAbandoned = ({ id }: RecordedRun, all: readonly RecordedRun[]): boolean =>
  all.some(({ plan: { intent } }) => intent.kind === 'abandon' && intent.of.includes(id));

const isRollbackOf = ({ plan }: RecordedRun, run: RecordedRun): boolean =>
  plan.intent.kind === 'rollback' && plan.intent.of === run.id;
