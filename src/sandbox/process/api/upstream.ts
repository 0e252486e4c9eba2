import { Agent, get, type RequestOptions } from 'node:https';
import { setTimeout as pause } from 'node:timers/promises';
import { type ConnectionOptions, connect } from 'node:tls';

export interface Upstream {
  readonly url: string;
  /** Credentials for a new connection; read when it is made. */
  readonly credentials: () => Pick<ConnectionOptions, 'cert' | 'key' | 'ca' | 'rejectUnauthorized'>;
}

export interface UpstreamAnswer {
  readonly status: number;
  readonly body: string;
}

const TIMEOUT_MILLISECONDS = 3_000;
const RETRIES = 10;
const RETRY_MILLISECONDS = 100;

/** A call on a connection of its own: the handshake, with the client certificate as it is on disk now, is the point. */
export async function freshCall({ url, credentials }: Upstream): Promise<UpstreamAnswer> {
  return await call(url, { ...credentials(), agent: false });
}

/**
 * Calls on a connection that is kept while it lasts, as a gRPC client keeps its own: the credentials are read only when there has to be
 * another, and one that cannot be made (the pair is being replaced, the peer restarts) is tried again for a while.
 */
export function keptCalls({ url, credentials }: Upstream): () => Promise<UpstreamAnswer> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  agent.createConnection = (options) => connect({ ...(options as ConnectionOptions), ...credentials() });
  return async () => {
    for (let retry = 0; ; retry += 1) {
      try {
        return await call(url, { agent });
      } catch (error) {
        if (retry === RETRIES) throw error;
        await pause(RETRY_MILLISECONDS);
      }
    }
  };
}

function call(url: string, options: RequestOptions): Promise<UpstreamAnswer> {
  return new Promise((resolve, reject) => {
    const request = get(url, { ...options, timeout: TIMEOUT_MILLISECONDS });
    request.on('timeout', () => request.destroy(new Error('timeout')));
    request.on('error', reject);
    request.on('response', (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('error', reject);
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: Buffer.concat(parts).toString() }));
    });
  });
}
