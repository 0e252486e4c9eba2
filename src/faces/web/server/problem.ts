import type { ErrorCode } from '../../../core/errors.ts';

/** RFC 9457, with our code. */
export interface Problem {
  readonly status: number;
  readonly code: ErrorCode | WebCode;
  readonly detail: string;
  readonly retryAfterSeconds?: number;
  /** RFC 9110 15.5.6: which methods there are. */
  readonly allow?: string;
}

export type WebCode =
  | 'not-found'
  | 'method-not-allowed'
  | 'host-refused'
  | 'token-needed'
  | 'too-many-requests'
  | 'too-many-listeners'
  | 'address-too-long'
  | 'body-refused'
  | 'query-invalid'
  | 'not-ready';

export function problemResponse({ status, code, detail, retryAfterSeconds, allow }: Problem): Response {
  const document = { type: 'about:blank', title: titles[status] ?? 'Error', status, code, detail };
  const headers = new Headers({ 'content-type': 'application/problem+json', 'cache-control': 'no-store' });
  if (retryAfterSeconds !== undefined) headers.set('retry-after', String(retryAfterSeconds));
  if (allow !== undefined) headers.set('allow', allow);
  if (status === 401) headers.set('www-authenticate', 'Bearer realm="perennial"');
  return new Response(`${JSON.stringify(document)}\n`, { status, headers });
}

const titles: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  404: 'Not Found',
  405: 'Method Not Allowed',
  413: 'Content Too Large',
  414: 'URI Too Long',
  421: 'Misdirected Request',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
};
