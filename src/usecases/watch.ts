import { reasonOf } from '../core/errors.ts';
import { type Instant, isWaiting } from '../core/instant.ts';
import type { Overview } from '../core/overview/overview.ts';
import type { Clock } from '../ports/clock.ts';

/** What was seen at a moment, or why nothing was. */
export type Sight =
  | { readonly kind: 'seen'; readonly at: Instant; readonly overview: Overview }
  | { readonly kind: 'failed'; readonly at: Instant; readonly reason: string };

export interface Watch {
  readonly clock: Pick<Clock, 'now' | 'idle' | 'stopRequested'>;
  /** With the configuration and the credentials of that moment. */
  readonly look: () => Promise<Overview>;
  /** How long after a look the next one is, in milliseconds. */
  readonly every: number;
  /** Costs little; when it is another than before, the next look is at once: that a run ended. */
  readonly sign: () => Promise<string>;
  readonly tell: (sight: Sight) => void;
}

/** Looks at once, and again whenever it is time or something happened. A look that failed is told, and ends nothing. */
export async function watch({ clock, look, every, sign, tell }: Watch): Promise<void> {
  while (!clock.stopRequested()) {
    const before = await signNow(sign);
    tell(await sightOf(look, clock));
    const looked = clock.now();
    const next = looked + every;
    while (!clock.stopRequested() && isWaiting(clock.now(), looked, next) && (await signNow(sign)) === before)
      await clock.idle(Math.min(GLANCE, next - clock.now()));
  }
}

/** How often the sign is looked at. */
const GLANCE = 2000;

async function sightOf(look: Watch['look'], { now }: Watch['clock']): Promise<Sight> {
  try {
    const overview = await look();
    return { kind: 'seen', at: now(), overview };
  } catch (thrown) {
    return { kind: 'failed', at: now(), reason: reasonOf(thrown) };
  }
}

/** What cannot be read says nothing. */
async function signNow(sign: Watch['sign']): Promise<string> {
  try {
    return await sign();
  } catch {
    return '';
  }
}
