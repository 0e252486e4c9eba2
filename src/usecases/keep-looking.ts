import { HOUR, type Instant, isWaiting } from '../core/instant.ts';
import type { NodeName } from '../core/names.ts';
import { defaultPolicy } from '../core/policy.ts';
import { type Cadence, nextLook, nextTry } from '../core/schedule/next-look.ts';
import type { Clock } from '../ports/clock.ts';

/** How one look ended. The cadence is that of the configuration as it was read for this look. */
export type Look<Report> =
  | { readonly kind: 'looked'; readonly report: Report; readonly cadence: Cadence }
  | { readonly kind: 'failed'; readonly error: unknown };

export interface Vigil<Report> {
  readonly node: NodeName;
  readonly clock: Clock;
  /** Everything that happens at one look, with the configuration and credentials of that moment. */
  readonly look: () => Promise<Extract<Look<Report>, { kind: 'looked' }>>;
  /** Told after each look; `next` is when the next one is. */
  readonly tell: (look: Look<Report>, next: Instant) => void;
}

/**
 * Looks at once, and then whenever the configuration says, until a stop is requested. A look that failed is tried again, ever
 * later; none ends it.
 */
export async function keepLooking<Report>({ node, clock, look, tell }: Vigil<Report>): Promise<void> {
  let cadence: Cadence = defaultPolicy;
  let failures = 0;
  while (!clock.stopRequested()) {
    const ended = await endOf(look);
    if (ended.kind === 'looked') ({ cadence } = ended);
    failures = ended.kind === 'failed' ? failures + 1 : 0;
    const now = clock.now();
    const next = failures === 0 ? nextLook(cadence, node, now) : nextTry(cadence, node, now, failures);
    tell(ended, next);
    await idle(now, next, clock);
  }
}

async function endOf<Report>(look: Vigil<Report>['look']): Promise<Look<Report>> {
  try {
    return await look();
  } catch (error) {
    return { kind: 'failed', error };
  }
}

/**
 * Timers count the time a machine is awake. One that slept, or whose clock was set, is noticed within the hour; that is the only
 * wake-up between two looks.
 */
async function idle(from: Instant, until: Instant, clock: Clock): Promise<void> {
  while (!clock.stopRequested() && isWaiting(clock.now(), from, until))
    await clock.idle(Math.min(until - clock.now(), HOUR));
}
