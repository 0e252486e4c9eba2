import { setTimeout } from 'node:timers/promises';
import { HOUR, isWaiting } from '../../../core/instant.ts';
import { isAlike } from '../../../core/overview/alike.ts';
import type { Overview } from '../../../core/overview/overview.ts';
import type { Site } from './site.ts';

/** One message of the stream, ready to be sent in any language. */
export type LiveEvent =
  | { readonly kind: 'overview'; readonly overview: Overview }
  | { readonly kind: 'run'; readonly data: string };

export interface LiveFeed {
  /** Calls `listener` for each event until the returned function is called. */
  readonly listen: (listener: (event: LiveEvent) => void) => () => void;
}

/** How often a run under way is looked at, in milliseconds, and only while somebody listens. */
const GLANCE = 250;

/** What changed, for everybody who listens; what nobody listens to costs nothing. */
export function liveFeed({ sights, own }: Pick<Site, 'sights' | 'own'>): LiveFeed {
  const listeners = new Set<(event: LiveEvent) => void>();
  let told: Overview | undefined = sights.seen()?.overview;
  let isGlancing = false;
  const tell = (event: LiveEvent) => {
    for (const listener of listeners) listener(event);
  };
  sights.onLook(() => {
    const overview = sights.seen()?.overview;
    if (overview === undefined || (told !== undefined && isNoNews(told, overview))) return;
    told = overview;
    tell({ kind: 'overview', overview });
  });
  const glance = async () => {
    let before: string | undefined;
    while (listeners.size > 0 && own !== undefined) {
      const run = await own.newest().catch(() => undefined);
      const data = run === undefined ? undefined : JSON.stringify(run);
      // The first glance only tells a run under way; the end of one that was watched is told as well.
      if (data !== undefined && data !== before && (before !== undefined || run?.state === 'open'))
        tell({ kind: 'run', data });
      before = data ?? '';
      await setTimeout(GLANCE);
    }
    isGlancing = false;
  };
  return {
    listen(listener) {
      listeners.add(listener);
      if (!isGlancing && own !== undefined) {
        isGlancing = true;
        void glance();
      }
      return () => listeners.delete(listener);
    },
  };
}

/**
 * Texts that count days, and when was looked last, are told again after an hour, and when the clock was set back: a page may be
 * open for weeks.
 */
const isNoNews = (told: Overview, seen: Overview): boolean =>
  isWaiting(seen.takenAt, told.takenAt, told.takenAt + HOUR) && isAlike(told, seen);
