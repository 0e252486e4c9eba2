import type { Instant } from '../../../core/instant.ts';
import { allowances } from './allowance.ts';
import { mayLook, type Shown } from './credentials.ts';
import type { Problem } from './problem.ts';
import type { Access } from './site.ts';

/** What decides whether a request is looked into at all. */
export interface Knock extends Shown {
  readonly method: string;
  readonly url: string;
  readonly path: string;
  readonly host: string;
  readonly address: string;
  readonly hasBody: boolean;
}

export type Doorkeeper = (knock: Knock, now: Instant) => Problem | undefined;

/** Says why a request is refused; the cheapest reasons first. */
export function doorkeeper({ loopbackOnly, credentials }: Access): Doorkeeper {
  const allowance = allowances({ perSecond: 20, burst: 200, addresses: 10_000 });
  return (knock, now) => {
    const wait = allowance.take(knock.address, now);
    if (wait > 0) return { ...tooMany, retryAfterSeconds: wait };
    const form = formProblem(knock, loopbackOnly);
    if (form !== undefined) return form;
    if (isOpenToAll(knock.path) || mayLook(credentials(), knock)) return undefined;
    // Who guesses has fewer guesses than who knows has requests.
    allowance.take(knock.address, now, 20);
    return {
      status: 401,
      code: 'token-needed',
      detail: 'show the token as Authorization: Bearer, or a client certificate',
    };
  };
}

const tooMany = { status: 429, code: 'too-many-requests', detail: 'this address asks too often' } as const;

/** Their answers say nothing but whether; the calendar's token is in its path, and the page's in its query. */
const isOpenToAll = (path: string): boolean =>
  path === '/healthz' || path === '/readyz' || path.startsWith('/calendar/');

function formProblem({ method, url, host, hasBody }: Knock, loopbackOnly: boolean): Problem | undefined {
  if (loopbackOnly && !isLoopbackName(host))
    return { status: 421, code: 'host-refused', detail: 'this server answers to the names of this machine alone' };
  if (method !== 'GET' && method !== 'HEAD')
    return { status: 405, code: 'method-not-allowed', detail: 'nothing can be changed here', allow: 'GET, HEAD' };
  if (hasBody) return { status: 413, code: 'body-refused', detail: 'no body is accepted' };
  if (url.length > LONGEST_URL) return { status: 414, code: 'address-too-long', detail: 'the address is too long' };
  return undefined;
}

const LONGEST_URL = 2048;

/** A name of somebody's domain that leads here is an attack on the browser (DNS rebinding). */
const isLoopbackName = (host: string): boolean => /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d{1,5})?$/i.test(host);
