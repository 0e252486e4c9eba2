import type { Instant } from '../../../core/instant.ts';
import type { Priority } from '../terminal.ts';

/** What one piece of news comes to in words. A log and a moving line both render this, and know nothing else of news. */
export interface Saying {
  readonly lines: readonly Line[];
  readonly moves?: Motion;
}

export interface Line {
  readonly text: string;
  readonly priority?: Priority;
  /**
   * `always`; in a `log`, where a terminal has it on the line that moves; as a `detail` that is asked for with -v; or as a first
   * `sign` of life of a command that will take its time.
   */
  readonly where: 'always' | 'log' | 'detail' | 'sign';
  /** Part of the stage under way. */
  readonly isInner?: boolean;
  /** What was said under this name is not said again. */
  readonly once?: string;
}

/** What it does to the line that moves. */
export type Motion =
  | { readonly kind: 'look' | 'look-over' | 'stage' | 'step' | 'counts'; readonly text: string }
  /** In the step under way, or where there is none by itself. With an end in sight the text counts down to it. */
  | { readonly kind: 'wait'; readonly text: (now: Instant) => string; readonly counts: 'down' | 'up' }
  | { readonly kind: 'stage-failed' };
