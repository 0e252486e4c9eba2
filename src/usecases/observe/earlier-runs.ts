import { reasonOf } from '../../core/errors.ts';
import { issuedBy } from '../../core/history/issued.ts';
import type { Issued } from '../../core/history/look-of.ts';
import type { Unreadable } from '../../core/inventory.ts';
import { openAmong, recordedRuns } from '../recorded-runs.ts';
import type { ObservedWorld } from './observed-world.ts';

export interface EarlierRuns {
  /** Those that were begun and neither carried out nor undone. */
  readonly open: readonly string[];
  /** What they brought. */
  readonly issued: Issued;
  readonly unreadable: readonly Unreadable[];
}

export async function readEarlierRuns({ runs }: ObservedWorld): Promise<EarlierRuns> {
  try {
    const all = await recordedRuns(runs);
    return { open: openAmong(all), issued: issuedBy(all), unreadable: [] };
  } catch (thrown) {
    const unreadable = { what: 'earlier runs', reason: 'io', detail: reasonOf(thrown) } as const;
    return { open: [], issued: new Map(), unreadable: [unreadable] };
  }
}
