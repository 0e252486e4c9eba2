import { createHash } from 'node:crypto';
import { MINUTE, type Instant } from '../instant.ts';
import type { NodeName } from '../names.ts';
import { boundedText } from './bounded-text.ts';
import { type ClusterEvent, limits } from './cluster-event.ts';
import type { Saying } from './events-of.ts';
import type { SentEvent, SentEvents } from './sent-events.ts';

/** An Event to post, and what is remembered of it once it was. */
export interface DueEvent {
  readonly event: ClusterEvent;
  readonly posted: SentEvent;
}

/** The Events that may be posted now: of a node and a reason none in the half hour after another. */
export function dueEvents(
  sayings: readonly Saying[],
  sent: SentEvents,
  { node, now }: { readonly node: NodeName; readonly now: Instant },
): readonly DueEvent[] {
  return sayings
    .filter(({ reason }) => !isTooSoon(sent[reason], now))
    .map((saying) => ({
      event: eventOf(saying, node, now),
      posted: { at: now, ...(saying.run !== undefined && { run: saying.run }) },
    }));
}

/** An API server keeps Events for an hour (`--event-ttl`): what is still so is never long out of sight of frequent looks. */
const APART = 30 * MINUTE;

/** A time that is still to come was written before the clock was set back. */
const isTooSoon = (last: SentEvent | undefined, now: Instant): boolean =>
  last !== undefined && last.at <= now && now - last.at < APART;

function eventOf({ type, reason, action, note }: Saying, node: NodeName, now: Instant): ClusterEvent {
  return {
    name: nameOf(node, reason, now),
    ...{ node, type, reason },
    action: boundedText(action, limits.action),
    note: boundedText(note, limits.note),
  };
}

/**
 * `<node>.<number>`, as kubelets name theirs. The number is of reason and half hour, so that a process that was killed before it
 * could remember, or one that has nowhere to, does not say the same again and again.
 */
function nameOf(node: NodeName, reason: string, now: Instant): string {
  const digest = createHash('sha256').update(`${node} ${reason} ${String(Math.floor(now / APART))}`);
  const number = digest.digest('hex').slice(0, 16);
  const start = node.slice(0, limits.name - number.length - 1);
  return `${SUBDOMAIN.test(start) ? start : 'perennial'}.${number}`;
}

const SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
