import type { Severity } from '../check/finding.ts';
import type { Instant } from '../instant.ts';

/** What people were told last: what is the same still is not told again. */
export interface Said {
  /** By node and the code that such a problem begins with: `cp-1 expiring`. */
  readonly problems: Readonly<Record<string, SaidProblem>>;
  /** By node, the id of the last renewal that was told of, or of a later run; empty where there was none. */
  readonly runs: Readonly<Record<string, string>>;
  /** By node, what its cluster is told from others by, as it was seen last. */
  readonly marks?: Readonly<Record<string, string>>;
  readonly digestAt?: Instant;
}

export interface SaidProblem {
  /** Of its messages; absent: the one it is remembered by. */
  readonly key?: string;
  readonly severity: Severity;
  /** The worst that it was since it began; absent where it was never worse than now. */
  readonly worst?: Severity;
  readonly subjects: readonly string[];
  /** Those of them that had got beyond the first code; absent where none had. */
  readonly late?: readonly string[];
  /** What could not be seen in any look since it began: it was found without that, and its end is. Absent: everything could once. */
  readonly unseen?: readonly string[];
  readonly since: Instant;
}

export const worstOf = ({ severity, worst = severity }: SaidProblem): Severity => worst;

export const nothingSaid: Said = { problems: {}, runs: {} };
