import type { ProbeCount, Witness, WitnessReport } from '../../ports/witness.ts';
import type { Instant } from '../../core/instant.ts';
import { isHealthy, settle } from './kubelet.ts';
import type { Gate } from './effects.ts';
import type { Machine } from './machine.ts';

const requestsPerSecond = 10;

/** Counts what probes would have seen: the API server's absences are known to the millisecond. */
export function memoryWitness(machine: Machine, gate: Gate): Witness {
  return {
    async start() {
      gate.assertAlive();
      settle(machine);
      if (!isHealthy(machine, 'kube-apiserver')) return undefined;
      const since = machine.now;
      return {
        async stop() {
          settle(machine);
          return reportOf(machine, since);
        },
      };
    },
  };
}

function reportOf(machine: Machine, since: Instant): WitnessReport {
  const gaps = machine.outages
    .filter(({ from }) => from >= since)
    .map(({ from, to }) => Math.min(to ?? machine.now, machine.now) - from);
  const seconds = (machine.now - since) / 1000;
  const count = countOf(seconds, gaps);
  return {
    seconds,
    fresh: count,
    kept: { ...count, reconnects: gaps.length },
    watch: { kind: 'open', cuts: gaps.length },
  };
}

function countOf(seconds: number, gaps: readonly number[]): ProbeCount {
  const failures = gaps.reduce((sum, gap) => sum + Math.ceil((gap * requestsPerSecond) / 1000), 0);
  return {
    requests: Math.max(Math.floor(seconds * requestsPerSecond), failures),
    failures,
    longestGapMilliseconds: Math.max(1000 / requestsPerSecond, ...gaps),
    reasons: failures === 0 ? {} : { ECONNREFUSED: failures },
  };
}
