import { createHash, timingSafeEqual } from 'node:crypto';

/** What opens the door; with neither, who reaches the address may look. */
export interface Credentials {
  readonly token?: string;
  readonly clientCertificates: boolean;
}

export const COOKIE = 'perennial';

export interface Shown {
  readonly authorization: string | undefined;
  readonly cookie: string | undefined;
  /** Whether TLS has verified a client certificate. */
  readonly certificate: boolean;
}

/** Whether what a request shows opens the door. */
export function mayLook({ token, clientCertificates }: Credentials, shown: Shown): boolean {
  if (token === undefined && !clientCertificates) return true;
  if (clientCertificates && shown.certificate) return true;
  if (token === undefined) return false;
  const [, bearer] = /^Bearer +(\S+)$/i.exec(shown.authorization ?? '') ?? [];
  if (bearer !== undefined && isSame(bearer, token)) return true;
  const cookie = cookieIn(shown.cookie ?? '');
  return cookie !== undefined && isSame(cookie, cookieFor(token));
}

/** The browser keeps a value that is made from the token, not the token. */
export function cookieFor(token: string): string {
  return createHash('sha256').update(`perennial cookie ${token}`).digest('base64url');
}

function cookieIn(header: string): string | undefined {
  const pairs = header.split(';').map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(`${COOKIE}=`))?.slice(COOKIE.length + 1);
}

/** In constant time, whatever the lengths: digests are compared. */
export function isSame(one: string, other: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}
