import type { Plan, StepId, StepKind } from './plan.ts';

/**
 * Whether a run that failed may be undone by itself. A rescue only as long as it has touched nothing but its store: what it began
 * with was dead, and it is no help to anybody to go back there. It stays open, to be finished.
 */
export function undoesItself({ intent, stages }: Plan, begun: ReadonlySet<StepId>): boolean {
  if (intent.kind !== 'rescue') return true;
  return stages.every(({ steps }) => steps.every(({ id, kind }) => !begun.has(id) || inStore.includes(kind)));
}

const inStore: readonly StepKind[] = ['keep', 'issue', 'merge', 'refer'];
