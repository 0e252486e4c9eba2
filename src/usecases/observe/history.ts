import { historyIn } from '../../core/history/lines.ts';
import type { History } from '../../core/history/look.ts';
import type { Reading } from '../../core/inventory.ts';
import type { HistoryFile } from '../../ports/history.ts';
import { understood } from './reading.ts';

/** What earlier looks saw. */
export async function readHistory({
  history,
}: {
  readonly history: Pick<HistoryFile, 'read'>;
}): Promise<Reading<History>> {
  return understood(await history.read(), historyIn);
}
