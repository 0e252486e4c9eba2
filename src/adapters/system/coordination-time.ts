import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import type { CoordinationTime } from '../../ports/coordination.ts';

/** This process' own time. */
export const coordinationTime: CoordinationTime = {
  ticks: () => performance.now(),
  now: () => Date.now(),
  pause: (milliseconds) => pause(milliseconds),
  every,
};

/** Heartbeats alone do not keep the process from ending. */
function every(milliseconds: number, work: () => Promise<void>): () => void {
  const stop = new AbortController();
  const { signal } = stop;
  const beats = async (): Promise<void> => {
    while (!signal.aborted) {
      await pause(milliseconds, undefined, { signal, ref: false });
      await work();
    }
  };
  beats().catch(() => undefined);
  return () => stop.abort();
}
