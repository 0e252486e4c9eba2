import { type Instant, SECOND } from '../instant.ts';
import type { Intent } from './plan.ts';

/** `2026-11-23T21-54-00Z-renew`: sorts by time, readable, a plain file name. */
export const runIdPattern = /^(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d)Z-[a-z-]+$/;

/** An id that sorts after `last` even in the same second, or after the clock was turned back. */
export function runIdAfter(last: string | undefined, now: Instant, intent: Intent['kind']): string {
  const earliest = last === undefined ? 0 : instantOf(last) + SECOND;
  const at = new Date(Math.max(Math.floor(now / SECOND) * SECOND, earliest)).toISOString();
  return `${at.slice(0, 19).replaceAll(':', '-')}Z-${intent}`;
}

function instantOf(id: string): Instant {
  const parts = runIdPattern.exec(id);
  return parts === null ? 0 : Date.parse(`${parts[1]}T${parts[2]}:${parts[3]}:${parts[4]}Z`);
}
