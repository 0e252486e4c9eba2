import { MINUTE } from '../../../core/instant.ts';
import type { Site } from './site.ts';

/** Ten looks of a node that shows itself. */
const STALE = 10 * MINUTE;

/** Why what is shown should not be trusted; undefined where it may be. */
export function readinessProblem({ sights, now }: Pick<Site, 'sights' | 'now'>): string | undefined {
  const [last, seen] = [sights.last(), sights.seen()];
  if (last === undefined || seen === undefined)
    return last?.kind === 'failed' ? 'no look succeeded' : 'nothing was seen yet';
  if (last.kind === 'failed') return 'the last look failed';
  // From the future: the clock was set back since.
  return Math.abs(now() - seen.at) > STALE ? 'the last look is too long ago' : undefined;
}
