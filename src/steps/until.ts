import type { Instant } from '../core/instant.ts';
import type { Clock } from '../ports/clock.ts';

export interface Waiting<T> {
  /** Asked again and again until it answers something. */
  readonly look: () => Promise<T | undefined>;
  readonly withinSeconds: number;
  readonly everyMilliseconds: number;
  /** Called once, when it has taken so long that a person wonders, with the time at which it is given up. */
  readonly wonder?: (until: Instant) => void;
}

const WONDER_AFTER_MILLISECONDS = 4000;

/** The first answer of `look`, or undefined when the time is over, which a clock that is set makes neither longer nor shorter. */
export async function until<T>(
  clock: Clock,
  { look, withinSeconds, everyMilliseconds, wonder }: Waiting<T>,
): Promise<T | undefined> {
  const since = clock.ticks();
  let wondered = false;
  for (;;) {
    const answer = await look();
    if (answer !== undefined) return answer;
    const elapsed = clock.ticks() - since;
    if (elapsed >= withinSeconds * 1000) return undefined;
    if (!wondered && elapsed >= WONDER_AFTER_MILLISECONDS) {
      wondered = true;
      wonder?.(clock.now() + withinSeconds * 1000 - elapsed);
    }
    await clock.pause(everyMilliseconds);
  }
}
