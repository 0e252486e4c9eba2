import type { JournalEntry } from './journal.ts';
import type { Plan } from './plan.ts';

/** How long the steps of a stage took together. */
export interface StageTime {
  readonly stage: string;
  readonly milliseconds: number;
}

/** Of every stage that was begun, by the times of the journal; a step that was cut off counts nothing. */
export function stageTimesOf({ stages }: Plan, entries: readonly JournalEntry[]): readonly StageTime[] {
  const spent = timesByStep(entries);
  return stages.flatMap(({ name, steps }) => {
    const begun = steps.flatMap(({ id }) => spent.get(id) ?? []);
    return begun.length === 0 ? [] : [{ stage: name, milliseconds: begun.reduce((sum, one) => sum + one, 0) }];
  });
}

/** A clock that was turned back in between makes nothing shorter than nothing. */
function timesByStep(entries: readonly JournalEntry[]): ReadonlyMap<string, number> {
  const startedAt = new Map<string, number>();
  const spent = new Map<string, number>();
  for (const { event, step, at } of entries) {
    const begun = startedAt.get(step) ?? at;
    if (event === 'started') startedAt.set(step, at);
    spent.set(step, (spent.get(step) ?? 0) + (event === 'started' ? 0 : Math.max(0, at - begun)));
  }
  return spent;
}
