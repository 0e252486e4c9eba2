import type { WitnessReport } from '../core/plan/report.ts';

/** Watches the API server from outside through a whole run. `start` returns undefined when it does not answer to begin with. */
export interface Witness {
  start(): Promise<{ stop(): Promise<WitnessReport> } | undefined>;
}

export type { ProbeCount, WitnessReport } from '../core/plan/report.ts';
