import type { ProbeCount, Witness, WitnessReport } from '../../ports/witness.ts';
import type { Instant } from '../../core/instant.ts';
import { isHealthy, settle } from './kubelet.ts';
import type { Gate } from './effects.ts';
import type { Machine } from './machine.ts';

/** Of each of the two probes. */
const requestsPerSecond = 10;

/** Counts what probes would have seen: the API server's absences are known to the millisecond. Tells of them when it is stopped. */
export function memoryWitness(machine: Machine, gate: Gate): Witness {
  return {
    async start(tell) {
      gate.assertAlive();
      settle(machine);
      if (!isHealthy(machine, 'kube-apiserver')) return undefined;
      const since = machine.now;
      return {
        async stop() {
          settle(machine);
          const gaps = gapsSince(machine, since);
          const report = reportOf((machine.now - since) / 1000, gaps);
          const { requests, failures } = report.fresh;
          for (const { milliseconds, over } of gaps)
            if (over) tell({ kind: 'api-gap', milliseconds, failures: 2 * failuresIn(milliseconds) });
          tell({ kind: 'witness', requests: 2 * requests, failures: 2 * failures });
          return report;
        },
      };
    },
  };
}

interface Gap {
  readonly milliseconds: number;
  readonly over: boolean;
}

function gapsSince({ outages, now }: Machine, since: Instant): readonly Gap[] {
  return outages
    .filter(({ from }) => from >= since)
    .map(({ from, to = Infinity }) => ({ milliseconds: Math.min(to, now) - from, over: to <= now }));
}

function reportOf(seconds: number, gaps: readonly Gap[]): WitnessReport {
  const count = countOf(
    seconds,
    gaps.map(({ milliseconds }) => milliseconds),
  );
  return {
    seconds,
    fresh: count,
    kept: { ...count, reconnects: gaps.length },
    watch: { kind: 'open', cuts: gaps.length },
  };
}

function countOf(seconds: number, gaps: readonly number[]): ProbeCount {
  const failures = gaps.reduce((sum, gap) => sum + failuresIn(gap), 0);
  return {
    requests: Math.max(Math.floor(seconds * requestsPerSecond), failures),
    failures,
    longestGapMilliseconds: Math.max(1000 / requestsPerSecond, ...gaps),
    reasons: failures === 0 ? {} : { ECONNREFUSED: failures },
  };
}

const failuresIn = (gap: number): number => Math.ceil((gap * requestsPerSecond) / 1000);
