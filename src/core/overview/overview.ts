import type { RowStatus } from '../check/rows.ts';
import type { Severity } from '../check/finding.ts';
import type { Verdict } from '../check/verdict.ts';
import type { Condition } from '../cluster/condition.ts';
import type { ReportedRun } from '../cluster/node-report.ts';
import type { Instant } from '../instant.ts';
import type { NodeName, Path } from '../names.ts';
import type { Opening } from '../schedule/openings.ts';

/**
 * What people watch: metrics, the page, the calendar and messages are made from this and from nothing else. Of one node, of a cluster's
 * nodes by their reports, or of many clusters. Plain JSON; holds no secret.
 */
export interface Overview {
  readonly takenAt: Instant;
  readonly nodes: readonly NodeOverview[];
}

/** One node as it was seen last. */
export interface NodeOverview {
  /** What people call its cluster; absent where nobody said. */
  readonly cluster?: string;
  readonly node: NodeName;
  readonly seen: NodeSeen;
}

/** `silent`: it should have reported, and there is nothing. */
export type NodeSeen =
  | ({ readonly kind: 'seen' } & NodeFacts)
  | { readonly kind: 'unreadable'; readonly detail: string }
  | { readonly kind: 'silent' };

export interface NodeFacts {
  /** By the node's own clock. */
  readonly takenAt: Instant;
  /**
   * By what the node said of itself, which does not tell the sources that could not be read; a published report leaves out copies
   * and unknown certificates, too.
   */
  readonly fromReport?: true;
  /** Of perennial; absent where nobody said. */
  readonly version?: string;
  readonly kubernetesVersion?: string;
  /** How often the node is looked at, in milliseconds: one that was not for several looks is silent. */
  readonly look: number;
  readonly verdict: Pick<Verdict, 'status' | 'sentence'>;
  /** The worst first. */
  readonly findings: readonly OverviewFinding[];
  readonly certificates: readonly CertificateOverview[];
  /** Sources that could not be read, by what was looked for. */
  readonly unreadable: readonly { readonly what: string; readonly path?: Path; readonly reason: string }[];
  /** The API server was not asked: what only it could say is not known. */
  readonly apiUnasked?: true;
  readonly openRuns: readonly string[];
  /** Nobody who looked could see its runs: of those that are not named nothing is known. */
  readonly runsUnseen?: true;
  readonly lastRun?: ReportedRun;
  readonly failed?: ReportedRun;
  readonly lastRenewal?: { readonly run: string; readonly endedAt: Instant };
  /** When a schedule may renew next; absent where it may at any time. */
  readonly nextOpening?: Opening;
  readonly conditions: readonly Condition[];
}

/** The code is a text: another version may know others. */
export interface OverviewFinding {
  readonly code: string;
  readonly severity: Severity;
  readonly subject: string;
  readonly path?: Path;
  readonly message: string;
  readonly mend?: string;
}

/** A leaf, or one member of an authority's bundle (`kind: 'authority'`). What an older report does not say is absent. */
export interface CertificateOverview {
  readonly name: string;
  readonly kind: 'kubeadm' | 'kubelet' | 'copy' | 'unknown' | 'authority';
  readonly status: RowStatus | (string & {});
  readonly path?: Path;
  /** Name of the authority that should have signed it. */
  readonly authority?: string;
  readonly externallyManaged?: boolean;
  /** Components that use it. */
  readonly usedBy: readonly string[];
  readonly notBefore?: Instant;
  /** When it stops being accepted: its own end or, earlier, its authority's. Absent for what could not be read. */
  readonly expiresAt?: Instant;
  /** Its own end, as it is written in it. */
  readonly notAfter?: Instant;
  readonly renewalDueAt?: Instant;
  /** Whether the processes that hold it use what the file holds. */
  readonly served?: boolean;
  readonly serial?: string;
  /** SHA-256 of the DER, hex. */
  readonly fingerprint?: string;
  readonly subject?: string;
  readonly issuer?: string;
  /** For people: `RSA 2048`, `EC P-256`. */
  readonly key?: string;
  readonly names?: readonly string[];
  /** What it may be used for, `serverAuth`, `clientAuth` or an OID; empty: anything. */
  readonly usages?: readonly string[];
  /** The user of the kubeconfig that holds it. */
  readonly kubeconfigUser?: string;
}
