import { PerennialError } from '../core/errors.ts';
import type { World } from '../ports/world.ts';
import type { RunStatus } from './requests.ts';
import { status } from './status.ts';

/** The runs of this node, oldest first; undefined for whom they cannot be seen: root alone may read them, and everything else is there. */
export async function runsSeen(world: World): Promise<readonly RunStatus[] | undefined> {
  if (world.runsUnseen === true) return undefined;
  try {
    return (await status(world)).runs;
  } catch (thrown) {
    if (thrown instanceof PerennialError) return undefined;
    throw thrown;
  }
}
