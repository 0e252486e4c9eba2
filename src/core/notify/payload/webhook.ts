import { createHmac } from 'node:crypto';
import { SECOND, type Instant } from '../../instant.ts';
import type { Message } from '../message.ts';
import type { Post } from './post.ts';

/** The message itself as JSON, or what the template makes of it; with its id, so that a second copy can be told. */
export function webhookPost(message: Message, template?: string): Post {
  const body = template === undefined ? JSON.stringify({ format: 1, ...message }) : filled(template, message);
  return { headers: { 'content-type': 'application/json', 'idempotency-key': message.id }, body };
}

/**
 * `{title}` and the like become what stands between the quotes of a JSON string: a template in quotes stays JSON whatever a
 * certificate is called.
 */
function filled(template: string, message: Message): string {
  const values = placeholdersOf(message);
  return template.replaceAll(/\{([a-z]+)\}/g, (whole, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    return value === undefined ? whole : JSON.stringify(value).slice(1, -1);
  });
}

function placeholdersOf({ id, kind, severity, key, at, cluster = '', node, code = '', title, lines }: Message) {
  const text = lines.join('\n');
  const time = new Date(at).toISOString();
  const values: Readonly<Record<string, string>> = { id, kind, severity, key, time, cluster, node, code, title, text };
  return values;
}

/** `t=SECONDS,v1=HEX`: HMAC-SHA-256 (RFC 2104) of the seconds, a full stop and the body. Who checks the time, too, takes no old copy. */
export function signatureOf(body: string, secret: string, now: Instant): string {
  const seconds = String(Math.floor(now / SECOND));
  return `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`;
}
