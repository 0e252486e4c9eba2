import { PerennialError } from '../core/errors.ts';
import { recordingOf } from '../core/history/recording.ts';
import type { Inventory } from '../core/inventory.ts';
import { upgradeHere } from '../core/schedule/upgrade-here.ts';
import type { World } from '../ports/world.ts';

/**
 * Adds what was seen to the history, where there is something to add: not for a folder that stands for `/`, and not in the middle of
 * an upgrade, which would be seen as two. Whoever may not write there looks all the same: never throws for that.
 */
export async function recordLook(inventory: Inventory, { history }: Pick<World, 'history'>): Promise<void> {
  const { earlier, look } = inventory.history;
  if (inventory.reach === 'files' || earlier.kind === 'unreadable' || upgradeHere(inventory) !== undefined) return;
  const recording = recordingOf(earlier.kind === 'read' ? earlier.value : { looks: [], damaged: 0 }, look);
  try {
    switch (recording.kind) {
      case 'nothing':
        return;
      case 'append':
        return await history.append(recording.line);
      case 'replace':
        return await history.replace(recording.text);
    }
  } catch (thrown) {
    if (!(thrown instanceof PerennialError)) throw thrown;
  }
}
