import type { RequestFigures } from './load-report.ts';

/** Counts what becomes of requests; times are milliseconds since the load began. */
export interface Tally {
  readonly sent: () => void;
  readonly succeeded: (latencyMs: number) => void;
  readonly failed: (kind: string) => void;
  readonly figures: () => RequestFigures;
}

/** A new tally on a clock that counts from the beginning of the load. */
export function tally(elapsedMs: () => number): Tally {
  const latencies: number[] = [];
  const failures = new Map<string, number>();
  const failedAt: number[] = [];
  const gap = gapMeter(elapsedMs);
  let sent = 0;
  return {
    sent: () => {
      sent += 1;
    },
    succeeded: (latencyMs) => {
      latencies.push(latencyMs);
      gap.mark();
    },
    failed: (kind) => {
      failures.set(kind, (failures.get(kind) ?? 0) + 1);
      failedAt.push(Math.round(elapsedMs()));
    },
    figures: () => ({
      requests: sent,
      succeeded: latencies.length,
      failed: failedAt.length,
      failures: Object.fromEntries(failures),
      ...(failedAt[0] === undefined ? {} : { firstFailureMs: failedAt[0] }),
      ...(failedAt.at(-1) === undefined ? {} : { lastFailureMs: failedAt.at(-1) ?? 0 }),
      longestGapMs: gap.longestMs(),
      ...percentiles(latencies),
    }),
  };
}

/** Measures the longest time without a mark, the time until now included. */
export function gapMeter(elapsedMs: () => number): { readonly mark: () => void; readonly longestMs: () => number } {
  let last = elapsedMs();
  let longest = 0;
  const mark = () => {
    longest = Math.max(longest, elapsedMs() - last);
    last = elapsedMs();
  };
  return { mark, longestMs: () => Math.round(Math.max(longest, elapsedMs() - last)) };
}

function percentiles(latencies: readonly number[]): Pick<RequestFigures, 'latencyP50Ms' | 'latencyP99Ms'> {
  const sorted = latencies.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  const [p50, p99] = [at(0.5), at(0.99)];
  return p50 === undefined || p99 === undefined ? {} : { latencyP50Ms: tenths(p50), latencyP99Ms: tenths(p99) };
}

function tenths(value: number): number {
  return Math.round(value * 10) / 10;
}
