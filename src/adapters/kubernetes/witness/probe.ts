import { get } from 'node:https';
import type { Socket } from 'node:net';
import { failureKind } from '../api-failure.ts';
import type { ApiConnection } from '../api-connection.ts';

export interface Answer {
  /** Undefined for status 200, else a kind: `status 500`, `ECONNREFUSED`. */
  readonly failure?: string;
  /** The connection that an answer came on; absent without one. */
  readonly connection?: Socket;
}

/** GET /readyz. Never rejects; ends in five seconds at most. */
export function probe(options: ApiConnection): Promise<Answer> {
  const signal = AbortSignal.timeout(5000);
  return new Promise((resolve) => {
    const fail = (thrown: Error) => resolve({ failure: signal.aborted ? 'timeout' : failureKind(thrown) });
    const request = get({ ...options, path: '/readyz', signal }, (response) => {
      const { statusCode = 0, socket: connection } = response;
      const answer = statusCode === 200 ? { connection } : { connection, failure: `status ${statusCode}` };
      response
        .on('error', fail)
        .on('end', () => resolve(answer))
        .resume();
    });
    request.on('error', fail);
  });
}
