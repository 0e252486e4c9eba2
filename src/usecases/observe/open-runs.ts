import { reasonOf } from '../../core/errors.ts';
import type { Unreadable } from '../../core/inventory.ts';
import type { ObservedWorld } from './observed-world.ts';
import { openRunIds } from '../recorded-runs.ts';

/** Runs that were begun and neither carried out nor undone. */
export async function readOpenRuns({
  runs,
}: ObservedWorld): Promise<{ readonly open: readonly string[]; readonly unreadable: readonly Unreadable[] }> {
  try {
    return { open: await openRunIds(runs), unreadable: [] };
  } catch (thrown) {
    return { open: [], unreadable: [{ what: 'earlier runs', reason: 'io', detail: reasonOf(thrown) }] };
  }
}
