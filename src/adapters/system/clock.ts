import { performance } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';
import type { Clock, Stopper } from '../../ports/clock.ts';

/** What setTimeout can count to; more would fire at once. */
const LONGEST_TIMER_MILLISECONDS = 2 ** 31 - 1;

/**
 * This machine's clock; `stop` is aborted by whoever asks the run to stop, a `Stopper` as its reason, which pauses outlast: a run ends
 * between steps.
 */
export function systemClock(stop: AbortSignal): Clock {
  return {
    now: () => Date.now(),
    ticks: () => Math.floor(performance.now()),
    pause,
    idle: (milliseconds) => idle(milliseconds, stop),
    stopRequested: () => stop.aborted,
    stoppedByPerson: () => stop.reason === ('person' satisfies Stopper),
  };
}

/** A pause as timers can count it, one after the other. */
export function timersFor(milliseconds: number): readonly number[] {
  if (milliseconds <= LONGEST_TIMER_MILLISECONDS) return [Math.max(milliseconds, 0)];
  return [LONGEST_TIMER_MILLISECONDS, ...timersFor(milliseconds - LONGEST_TIMER_MILLISECONDS)];
}

async function pause(milliseconds: number): Promise<void> {
  for (const timer of timersFor(milliseconds)) await setTimeout(timer);
}

async function idle(milliseconds: number, stop: AbortSignal): Promise<void> {
  try {
    for (const timer of timersFor(milliseconds)) await setTimeout(timer, undefined, { signal: stop });
  } catch (thrown) {
    if (!stop.aborted) throw thrown;
  }
}
