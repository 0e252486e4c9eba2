import type { Tell } from '../../../ports/news.ts';

/** Shows what a run is doing while it does it. */
export interface Progress {
  readonly tell: Tell;
  /** Makes room for a line that somebody else writes. */
  clear(): void;
  /** Leaves the screen clean for what comes next. */
  end(): void;
}
