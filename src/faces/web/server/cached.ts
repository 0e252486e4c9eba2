import { createHash } from 'node:crypto';
import type { Context } from 'hono';

/** An answer that a client may keep, and asks again whether it is still so (RFC 9110 8.8.3 and 13.1.2). */
export function cached(
  context: Context,
  body: string,
  contentType: string,
  more: Readonly<Record<string, string>> = {},
): Response {
  const etag = `"${createHash('sha256').update(body).digest('base64url')}"`;
  const headers = { etag, 'cache-control': 'no-cache', vary: 'accept-encoding', ...more };
  const known = (context.req.header('if-none-match') ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  if (known.includes(etag) || known.includes('*')) return context.body(null, 304, headers);
  return context.body(body, 200, { ...headers, 'content-type': contentType });
}
