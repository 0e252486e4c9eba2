import type { CoordinationTime } from '../../src/ports/coordination.ts';

export interface HandClock extends CoordinationTime {
  /** Time goes by, and what was due in it happens, one after the other. */
  pass(milliseconds: number): Promise<void>;
}

/** Time that goes by only where somebody waits for it; all that share it see the same. */
export function handClock(): HandClock {
  const beats = new Set<{ due: number; readonly every: number; readonly work: () => Promise<void> }>();
  let ticks = 0;
  const pass = async (milliseconds: number): Promise<void> => {
    const until = ticks + milliseconds;
    for (;;) {
      const next = [...beats].filter(({ due }) => due <= until).sort((one, other) => one.due - other.due)[0];
      if (next === undefined) break;
      ticks = Math.max(ticks, next.due);
      await next.work();
      next.due = ticks + next.every;
    }
    ticks = Math.max(ticks, until);
  };
  return {
    ticks: () => ticks,
    now: () => Date.UTC(2030, 0, 15) + ticks,
    pause: pass,
    pass,
    every(milliseconds, work) {
      const beat = { due: ticks + milliseconds, every: milliseconds, work };
      beats.add(beat);
      return () => void beats.delete(beat);
    },
  };
}
