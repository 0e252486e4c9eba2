import type { IncomingMessage, ServerResponse } from 'node:http';
import { TLSSocket } from 'node:tls';

/** What a route is given: who asks is settled. */
export interface Ask {
  readonly url: URL;
  /** The parts of the path that the route's pattern captures. */
  readonly parts: readonly string[];
  readonly body: unknown;
  readonly response: ServerResponse;
}

export interface Reply {
  readonly status: number;
  /** Text as it is; anything else as JSON. */
  readonly body: unknown;
}

export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH';
  readonly path: RegExp;
  /** RBAC's system:public-info-viewer: health and version are for everybody. */
  readonly open?: boolean;
  /** `undefined`: the route answers for itself, as a watch does. */
  readonly reply: (ask: Ask) => Promise<Reply> | Reply | undefined;
}

const BODY_LIMIT = 1024 * 1024;

/** Answers one request: 401 for a client certificate that is not accepted now, 403 for none, 404 for what the sandbox lacks. */
export async function answered({
  routes,
  request,
  response,
}: {
  readonly routes: readonly Route[];
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}): Promise<void> {
  try {
    const url = new URL(request.url ?? '/', 'https://localhost');
    const route = routes.find(({ method, path }) => method === request.method && path.test(url.pathname));
    const refused = route?.open === true ? undefined : refusal(request);
    const reply = refused ?? (await replyOf({ route, url, request, response }));
    if (reply !== undefined) send(response, reply);
  } catch (error) {
    if (!response.headersSent) send(response, status(500, 'InternalError', String(error)));
  }
}

/** A Kubernetes Status object, as every failure is answered. */
export function status(code: number, reason: string, message: string): Reply {
  return {
    status: code,
    body: { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message, reason, code },
  };
}

/** Per request, not per connection: an expired certificate is refused on an open connection too (authentication/request/x509). */
function refusal({ socket }: IncomingMessage): Reply | undefined {
  if (!(socket instanceof TLSSocket)) return status(401, 'Unauthorized', 'Unauthorized');
  const certificate = socket.getPeerX509Certificate();
  if (certificate === undefined) return status(403, 'Forbidden', 'forbidden: User "system:anonymous" cannot do this');
  const expired = certificate.validToDate.getTime() < Date.now();
  return socket.authorized && !expired ? undefined : status(401, 'Unauthorized', 'Unauthorized');
}

async function replyOf({
  route,
  url,
  request,
  response,
}: {
  readonly route: Route | undefined;
  readonly url: URL;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}): Promise<Reply | undefined> {
  if (route === undefined) return status(404, 'NotFound', 'the server could not find the requested resource');
  const parts = (route.path.exec(url.pathname) ?? []).slice(1).map(decodeURIComponent);
  return await route.reply({ url, parts, body: await bodyOf(request), response });
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > BODY_LIMIT) throw new Error('the body is too large');
    parts.push(part);
  }
  return size === 0 ? undefined : JSON.parse(Buffer.concat(parts).toString());
}

function send(response: ServerResponse, { status: code, body }: Reply): void {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const type = typeof body === 'string' ? 'text/plain; charset=utf-8' : 'application/json';
  response.writeHead(code, { 'content-type': type, 'content-length': Buffer.byteLength(text) }).end(text);
}
