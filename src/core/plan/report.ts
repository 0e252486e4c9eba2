import type { Instant } from '../instant.ts';
import type { Component, Path } from '../names.ts';
import type { StepId } from './plan.ts';

/** What a run did, for people and machines: saved as report.json beside its journal. Holds no secret. */
export interface RunReport {
  readonly run: string;
  readonly startedAt: Instant;
  readonly endedAt: Instant;
  readonly outcome: Outcome;
  readonly certificates: readonly RenewedCertificate[];
  readonly components: readonly ComponentEffect[];
  /** Absent when nothing was probed (`--root`, or the API server was down from the start). */
  readonly witness?: WitnessReport;
  /** The run that undid this one, when it failed and policy says so. */
  readonly rolledBackBy?: { readonly run: string; readonly outcome: Exclude<Outcome, { kind: 'not-begun' }> };
  /**
   * How many entries its journal had when it was left open for a person: who asked it to stop, or who has `onFailure: stop`. One that
   * has more by now was taken up again since.
   */
  readonly leftOpenAfter?: number;
}

export type Outcome =
  | { readonly kind: 'complete' }
  /** Asked to stop, or no longer this node's turn, before its first step: there is nothing to resume and nothing to undo. */
  | { readonly kind: 'not-begun'; readonly reason: string }
  | { readonly kind: 'stopped'; readonly step: StepId; readonly stage: string; readonly reason: string };

export interface RenewedCertificate {
  readonly name: string;
  readonly path: Path;
  readonly oldSerial?: string;
  readonly newSerial: string;
  readonly notAfter: Instant;
  /** What shows that it is in use, in words; absent when nothing holds it or nothing was probed. */
  readonly proof?: string;
}

export interface ComponentEffect {
  readonly component: Component;
  readonly restarted: boolean;
  /** Time between the stop of the old container and the health of the new one; 0 when not restarted. */
  readonly awaySeconds: number;
  /** Time nobody held its lease, when it has one and it was seen. */
  readonly leaderlessSeconds?: number;
}

/** What the witness saw of the API server from outside, through the whole run. */
export interface WitnessReport {
  readonly seconds: number;
  /** New connections, each one request. */
  readonly fresh: ProbeCount;
  /** Requests on one connection kept open. */
  readonly kept: ProbeCount & { readonly reconnects: number };
  /** One open watch, or why none could be opened. */
  readonly watch: { readonly kind: 'open'; readonly cuts: number } | { readonly kind: 'none'; readonly why: string };
}

export interface ProbeCount {
  readonly requests: number;
  readonly failures: number;
  /** Longest time between two successes. */
  readonly longestGapMilliseconds: number;
  /** Failures by kind, e.g. `ECONNREFUSED`. */
  readonly reasons: Readonly<Record<string, number>>;
}
