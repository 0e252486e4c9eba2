import type { WitnessReport } from '../core/plan/report.ts';
import type { Tell } from './news.ts';

/** Watches the API server from outside through a whole run. */
export interface Witness {
  /** Undefined when it does not answer to begin with. What is counted is told as it goes, each gap when it is over. */
  start(tell: Tell): Promise<{ stop(): Promise<WitnessReport> } | undefined>;
}

export type { ProbeCount, WitnessReport } from '../core/plan/report.ts';
