import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { TestContext } from 'node:test';
import { type ApiServer, serveApi } from '../api-server.test-support.ts';

type Json = Readonly<Record<string, unknown>>;

/** The Lease as etcd holds it, behind however many API servers. */
export interface KeptLease {
  object: { readonly metadata: Json; readonly spec: Json } | undefined;
  version: number;
}

/** What becomes of a request: answered; done and the connection cut; cut before; not answered at all; or answered like this. */
export type Manner = 'well' | 'answer lost' | 'cut' | 'silent' | readonly [status: number, body: unknown];

export interface LeaseServer extends ApiServer {
  /** May be changed at any time; `once` is for the next request of that method only. */
  manner: Manner;
  once: { readonly method: string; readonly manner: Manner; readonly then?: () => void } | undefined;
}

const leaseFolder = '/apis/coordination.k8s.io/v1/namespaces/kube-system/leases';

/** Somebody writes into the Lease, by hand or by another program. */
export function edit(kept: KeptLease, spec: Json, metadata: Json = {}): void {
  const { object } = kept;
  kept.version += 1;
  kept.object = {
    metadata: { name: 'perennial-renew', ...object?.metadata, ...metadata, resourceVersion: String(kept.version) },
    spec: { ...object?.spec, ...spec },
  };
}

/** An API server that keeps the Lease as the real ones do: 409 for an old resourceVersion and for what is there already. */
export async function serveLease(t: TestContext, kept: KeptLease): Promise<LeaseServer> {
  const manners: Pick<LeaseServer, 'manner' | 'once'> = { manner: 'well', once: undefined };
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const text = await bodyOf(request);
    const once = manners.once?.method === request.method ? manners.once : undefined;
    if (once !== undefined) manners.once = undefined;
    const manner = once?.manner ?? manners.manner;
    if (manner === 'silent') return;
    if (manner === 'cut') return void request.socket.destroy();
    const [status, body] = typeof manner === 'string' ? answerTo(request.method ?? '', text, kept) : manner;
    once?.then?.();
    if (manner === 'answer lost') return void request.socket.destroy();
    response.writeHead(status).end(typeof body === 'string' ? body : JSON.stringify(body));
  };
  const listener: RequestListener = (request, response) => void answer(request, response);
  const path = `${leaseFolder}/perennial-renew`;
  const server = await serveApi(t, {
    [`GET ${path}`]: listener,
    [`PUT ${path}`]: listener,
    [`POST ${leaseFolder}`]: listener,
  });
  return Object.assign(manners, server);
}

function answerTo(method: string, text: string, kept: KeptLease): readonly [number, unknown] {
  const { object } = kept;
  const shown = (): Json => ({ apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', ...kept.object });
  if (method === 'GET') return object === undefined ? refusal(404, 'NotFound') : [200, shown()];
  const given = JSON.parse(text) as { readonly metadata: Json; readonly spec: Json };
  if (method === 'POST') {
    if (object !== undefined) return refusal(409, 'AlreadyExists');
    edit(kept, given.spec, given.metadata);
    return [201, shown()];
  }
  if (object === undefined) return refusal(404, 'NotFound');
  if (given.metadata['resourceVersion'] !== object.metadata['resourceVersion']) return refusal(409, 'Conflict');
  kept.object = undefined;
  edit(kept, given.spec, given.metadata);
  return [200, shown()];
}

const refusal = (status: number, reason: string) => [status, { kind: 'Status', reason, message: reason }] as const;

async function bodyOf(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of request as AsyncIterable<Buffer>) pieces.push(piece);
  return Buffer.concat(pieces).toString('utf8');
}
