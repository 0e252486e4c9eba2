import type { UnreadableReason } from './inventory.ts';

/** What can go wrong, by name. Scripts and tests rely on these; messages may change. */
export type ErrorCode =
  | 'usage'
  | 'config-invalid'
  | 'file-unreadable'
  | 'file-malformed'
  | 'file-too-large'
  | 'permission'
  | 'disk-full'
  | 'read-only'
  | 'unknown-name'
  | 'no-control-plane'
  | 'authority-expired'
  | 'authority-external'
  | 'authority-mismatch'
  | 'san-lost'
  | 'clock-off'
  | 'upgrade-under-way'
  | 'run-open'
  | 'no-way-back'
  | 'run-unknown'
  | 'lock-busy'
  | 'turn-missed'
  | 'plan-stale'
  | 'plan-invalid'
  | 'not-proved'
  | 'drifted'
  | 'runtime-unavailable'
  | 'api-unavailable'
  | 'etcd-unavailable'
  | 'etcd-unhealthy'
  | 'would-not-start'
  | 'alerts-unreachable'
  | 'no-scheduler'
  | 'unit-failed'
  | 'nothing-dead'
  | 'firewall-failed'
  | 'confirmation-needed'
  | 'interrupted'
  | 'internal';

export interface ErrorDetails {
  /** What the person can do about it, one sentence. */
  readonly hint?: string;
  /** The next command to type. */
  readonly next?: string;
  readonly file?: string;
  /** 1-based. */
  readonly line?: number;
  /** Of what was asked for something: why it gave no answer. */
  readonly unanswered?: UnreadableReason;
  readonly cause?: unknown;
}

/** The one error class. Messages: lower case, no full stop, what happened to what; never a secret. */
export class PerennialError extends Error {
  override readonly name = 'PerennialError';
  readonly code: ErrorCode;
  readonly hint: string | undefined;
  readonly next: string | undefined;
  readonly file: string | undefined;
  readonly line: number | undefined;
  readonly unanswered: UnreadableReason | undefined;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.hint = details.hint;
    this.next = details.next;
    this.file = details.file;
    this.line = details.line;
    this.unanswered = details.unanswered;
  }
}

/** The words of anything thrown, for a journal or a report. */
export function reasonOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
