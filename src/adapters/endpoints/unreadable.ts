import { reasonOf } from '../../core/errors.ts';
import type { UnreadableReason } from '../../core/inventory.ts';

/** Why a port could not be looked at. */
export function unreadableOf(thrown: unknown): {
  readonly kind: 'unreadable';
  readonly reason: UnreadableReason;
  readonly detail: string;
} {
  return { kind: 'unreadable', reason: reasonFor(codeOf(thrown)), detail: wordsOf(thrown) };
}

/**
 * What happened, in one short line. OpenSSL's errors carry their words apart from addresses in its source; an error of several
 * addresses (`localhost`) has none of its own.
 */
export function wordsOf(thrown: unknown): string {
  const words = thrown instanceof Error && 'reason' in thrown ? thrown.reason : undefined;
  const text = typeof words === 'string' ? words : reasonOf(thrown) || codeOf(thrown) || 'failed';
  return text.replace(/\s+/g, ' ').trim().slice(0, 200);
}

/** Node's error code, such as `ECONNREFUSED`. */
export function codeOf(thrown: unknown): string | undefined {
  const code = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
  return typeof code === 'string' ? code : undefined;
}

function reasonFor(code: string | undefined): UnreadableReason {
  if (code === 'ECONNREFUSED') return 'refused';
  if (code === 'ETIMEDOUT') return 'timeout';
  if (code === 'EACCES' || code === 'EPERM') return 'permission';
  return code === 'file-malformed' || code === 'file-too-large' ? 'parse' : 'io';
}
