import { PerennialError } from '../errors.ts';
import type { Instant } from '../instant.ts';
import type { StepId } from './plan.ts';

/** One line of a run's journal. The times are for people, never for decisions. `facts` are serials, digests, container ids. */
export type JournalEntry =
  | { readonly event: 'started'; readonly step: StepId; readonly at: Instant }
  | { readonly event: 'done'; readonly step: StepId; readonly at: Instant; readonly facts?: Facts }
  /** `touched`: whether anything may have changed; a step that failed at its first look has nothing to undo. */
  | {
      readonly event: 'failed';
      readonly step: StepId;
      readonly at: Instant;
      readonly reason: string;
      readonly touched: boolean;
    };

export type Facts = Readonly<Record<string, string>>;

export type StepStatus = 'pending' | 'started' | 'done' | 'failed';

/** A second `started` is a resumed run. */
const transitions: Readonly<Record<StepStatus, Partial<Record<JournalEntry['event'], StepStatus>>>> = {
  pending: { started: 'started' },
  started: { started: 'started', done: 'done', failed: 'failed' },
  failed: { started: 'started' },
  done: {},
};

/** Where every step stands. A step that is not in the map is pending; an impossible journal is an error, never a guess. */
export function statusOf(entries: readonly JournalEntry[]): ReadonlyMap<StepId, StepStatus> {
  const status = new Map<StepId, StepStatus>();
  for (const entry of entries) status.set(entry.step, after(status.get(entry.step) ?? 'pending', entry));
  return status;
}

function after(before: StepStatus, entry: JournalEntry): StepStatus {
  const next = transitions[before][entry.event];
  if (next !== undefined) return next;
  throw new PerennialError(
    'plan-invalid',
    `the journal says that step ${entry.step} is ${entry.event} after it was ${before}`,
    {
      hint: 'somebody edited the journal; look at the files before going on',
    },
  );
}
