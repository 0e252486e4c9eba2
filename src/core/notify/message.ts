import type { Severity } from '../check/finding.ts';
import type { Instant } from '../instant.ts';
import type { NodeName } from '../names.ts';

/** One thing that people are told, whoever they are and by whatever way. Plain JSON, bounded in size; holds no secret. */
export interface Message {
  /** The same each time it is sent: by it a receiver tells a second copy from a second message. */
  readonly id: string;
  readonly kind: 'problem' | 'worse' | 'resolved' | 'renewed' | 'digest' | 'test';
  readonly severity: Severity;
  /** Of an end: the worst severity of what ended. */
  readonly was?: Severity;
  /** The same for a problem, for its getting worse, and for its end; of no two clusters. */
  readonly key: string;
  readonly at: Instant;
  readonly cluster?: string;
  readonly node: NodeName;
  /** Of the finding. */
  readonly code?: string;
  readonly title: string;
  readonly lines: readonly string[];
}

/** Chat programs, mail and pagers all take this much. */
export const limits = { title: 200, line: 300, lines: 20 } as const;
