import type { Message } from '../message.ts';
import { jsonPost, type Post } from './post.ts';

/**
 * Events API v2 (PagerDuty developer docs, "Send an Alert Event"): `summary` has at most 1,024 characters, `dedup_key` 255. Problem
 * and end have one key, so an end closes what the problem opened, and a second copy opens nothing. What is no problem opens nothing:
 * undefined.
 */
export function pagerdutyPost(message: Message, routingKey: string): Post | undefined {
  const { kind, severity, key, at, cluster, node, code, title, lines } = message;
  if (kind === 'digest' || kind === 'renewed') return undefined;
  const dedup_key = key.slice(0, 255);
  if (kind === 'resolved') return jsonPost({ routing_key: routingKey, event_action: 'resolve', dedup_key });
  return jsonPost({
    routing_key: routingKey,
    event_action: 'trigger',
    dedup_key,
    client: 'perennial',
    payload: {
      summary: title.slice(0, 1024),
      source: node,
      severity: severity === 'unknown' ? 'error' : severity,
      timestamp: new Date(at).toISOString(),
      ...(code !== undefined && { class: code }),
      ...(cluster !== undefined && { group: cluster }),
      component: 'certificates',
      custom_details: { lines },
    },
  });
}
