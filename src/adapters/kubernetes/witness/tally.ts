import type { ProbeCount } from '../../../ports/witness.ts';

/** Counts what became of requests. A gap is a time without a success, also before the first and after the last. */
export interface Tally {
  /** Undefined for a success, else the kind of failure. */
  add(failure: string | undefined): void;
  count(): ProbeCount;
}

export function tally(now: () => number = () => performance.now()): Tally {
  const reasons: Record<string, number> = {};
  let [requests, failures, longestGap, lastSuccess] = [0, 0, 0, now()];
  const gap = () => Math.max(longestGap, now() - lastSuccess);
  return {
    add: (failure) => {
      requests += 1;
      if (failure === undefined) {
        longestGap = gap();
        lastSuccess = now();
      } else {
        failures += 1;
        reasons[failure] = (reasons[failure] ?? 0) + 1;
      }
    },
    count: () => ({ requests, failures, longestGapMilliseconds: Math.round(gap()), reasons: { ...reasons } }),
  };
}
