import type { IncomingMessage } from 'node:http';
import { type RequestOptions, request as httpsRequest } from 'node:https';
import { credentialOptions, trustOptions } from './api-connection.ts';
import type { ApiCredentials, ApiEndpoint } from './api-credentials.ts';

export interface ApiRequest {
  readonly method?: 'GET' | 'PATCH' | 'POST' | 'PUT';
  readonly path: string;
  /** Without client certificate or token. */
  readonly anonymous?: boolean;
  readonly body?: { readonly type: string; readonly json: unknown };
}

export interface ApiResponse {
  readonly status: number;
  readonly date: string | undefined;
  readonly text: string;
}

export interface ApiRoute {
  readonly credentials: ApiCredentials;
  readonly endpoint?: ApiEndpoint | undefined;
  readonly timeoutMilliseconds: number;
}

const MOST_BYTES = 16 * 1024 * 1024;

/** One request on a connection of its own: after a restart or a renewal nothing old is used. Rejects with node's errors. */
export function apiRequest(
  route: ApiRoute,
  { method = 'GET', path, body, anonymous }: ApiRequest,
): Promise<ApiResponse> {
  const { credentials, endpoint, timeoutMilliseconds } = route;
  const signal = AbortSignal.timeout(timeoutMilliseconds);
  const late = () => Object.assign(new Error(`no answer in ${timeoutMilliseconds} ms`), { code: 'ETIMEDOUT' });
  const headers = {
    accept: 'application/json',
    ...(body && { 'content-type': body.type }),
    ...(anonymous !== true && 'token' in credentials && { authorization: `Bearer ${credentials.token}` }),
  };
  const options: RequestOptions = {
    ...trustOptions(credentials, endpoint),
    ...(anonymous !== true && credentialOptions(credentials)),
    ...{ agent: false, signal, method, path, headers },
  };
  return new Promise((resolve, reject) => {
    const fail = (thrown: Error) => reject(signal.aborted ? late() : thrown);
    const request = httpsRequest(options, (response) => {
      textOf(response).then(
        (text) => resolve({ status: response.statusCode ?? 0, date: response.headers.date, text }),
        fail,
      );
    });
    request.on('error', fail).end(body && JSON.stringify(body.json));
  });
}

async function textOf(response: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of response as AsyncIterable<Buffer>) {
    pieces.push(piece);
    bytes += piece.length;
    if (bytes > MOST_BYTES) throw new Error('the answer is far too long');
  }
  return Buffer.concat(pieces).toString('utf8');
}
