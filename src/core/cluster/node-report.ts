import type { Severity } from '../check/finding.ts';
import type { Verdict } from '../check/verdict.ts';
import type { Instant } from '../instant.ts';
import type { Reading } from '../inventory.ts';
import type { NodeName } from '../names.ts';
import type { Intent } from '../plan/plan.ts';
import type { RunState } from '../plan/run-state.ts';
import type { Due } from '../schedule/decision.ts';
import type { Opening } from '../schedule/openings.ts';
import type { Condition } from './condition.ts';

/** What a node says of itself where every other one can read it. Plain JSON, bounded in size; holds no secret. */
export interface NodeReport {
  readonly format: 1;
  readonly node: NodeName;
  /** By the node's own clock. */
  readonly takenAt: Instant;
  /** Of perennial. */
  readonly version: string;
  readonly kubernetesVersion?: string;
  /** How often this node is looked at, in milliseconds: one that is not heard of for several looks is silent. */
  readonly look: number;
  readonly verdict: Pick<Verdict, 'status' | 'sentence'>;
  /** The worst ones; the rest is a number. */
  readonly findings: readonly ReportedFinding[];
  readonly findingsLeftOut: number;
  readonly certificates: readonly ReportedCertificate[];
  readonly authorities: readonly ReportedAuthority[];
  /** SHA-256 of the SubjectPublicKeyInfo that tokens of service accounts are verified with. */
  readonly serviceAccountKey?: string;
  readonly clockOffsetMilliseconds?: number;
  readonly due: readonly Due[];
  /** When a schedule may renew next; absent where it may at any time. */
  readonly nextOpening?: Opening;
  readonly lastRun?: ReportedRun;
  /** The last run that failed and that no later success has made good. */
  readonly failed?: ReportedRun;
  readonly lastRenewal?: { readonly run: string; readonly endedAt: Instant };
  /** Who published it cannot see the runs of the node, and found no report of somebody who could: nothing is known of them. */
  readonly runsUnseen?: true;
  readonly conditions: readonly Condition[];
}

/** The code is a text: another version may know others. */
export interface ReportedFinding {
  readonly code: string;
  readonly severity: Severity;
  readonly subject: string;
  readonly message: string;
}

/** What is optional, reports of older versions do not have. */
export interface ReportedCertificate {
  readonly name: string;
  /** When it stops being accepted: its own end or, earlier, its authority's. */
  readonly notAfter: Instant;
  readonly serial: string;
  readonly authority?: string;
  readonly kind?: 'kubeadm' | 'kubelet';
  /** The worst thing found about it: `ok`, or the code of a finding. */
  readonly status?: string;
  readonly path?: string;
  readonly notBefore?: Instant;
  readonly renewalDueAt?: Instant;
  /** Whether the processes that hold it use what the file holds; absent where nobody can see. */
  readonly served?: boolean;
  readonly fingerprint?: string;
  readonly subject?: string;
  readonly issuer?: string;
}

export interface ReportedAuthority {
  readonly name: string;
  /** SHA-256 of each member's DER. */
  readonly fingerprints: readonly string[];
  /** Its members, in the bundle's order; reports of older versions do not have them. */
  readonly members?: readonly ReportedMember[];
}

export interface ReportedMember {
  readonly fingerprint: string;
  readonly notBefore: Instant;
  readonly notAfter: Instant;
  readonly serial: string;
  readonly status?: string;
  readonly path?: string;
  readonly subject?: string;
  readonly issuer?: string;
}

export interface ReportedRun {
  readonly id: string;
  readonly intent: Intent['kind'];
  readonly state: RunState;
  readonly endedAt?: Instant;
  /** Why it is not complete, or no longer. */
  readonly reason?: string;
}

/** A report as it was found, under the name of the node it is said to be of. */
export interface PublishedReport {
  readonly node: NodeName;
  readonly report: Reading<NodeReport>;
}

/** A ConfigMap holds one MiB; with these, a report is less than that however much is wrong (UTF-8: four bytes each). */
export const limits = {
  findings: 100,
  certificates: 50,
  authorities: 10,
  members: 50,
  /** Of one authority's bundle those of which more is told than the fingerprint. */
  shownMembers: 5,
  word: 100,
  sentence: 300,
} as const;
