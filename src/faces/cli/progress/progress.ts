import type { Tell } from '../../../ports/news.ts';

/** Shows what a run is doing while it does it. */
export interface Progress {
  readonly tell: Tell;
  /** Leaves the screen clean for what comes next. */
  end(): void;
}
