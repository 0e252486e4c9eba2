import type { Overview } from './overview.ts';

/** Whether two looks saw the same: when they were taken, and texts that only count the time since, aside. */
export function isAlike(one: Overview, other: Overview): boolean {
  return timeless(one) === timeless(other);
}

function timeless({ nodes }: Overview): string {
  return JSON.stringify(nodes, (field, value: unknown) => (field === 'takenAt' ? undefined : value));
}
