import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createServer as createTlsServer, type Server as TlsServer } from 'node:https';
import { PerennialError } from '../../../core/errors.ts';
import type { Address } from './address.ts';

export interface TlsMaterial {
  readonly cert: string;
  readonly key: string;
  /** Whoever has a certificate of these may look. */
  readonly ca?: string;
}

export interface Listening {
  /** The port that was free, where 0 was asked for. */
  readonly port: number;
  /** From here on new connections have this pair. */
  readonly renewTls: (material: TlsMaterial) => void;
  readonly close: () => Promise<void>;
}

/** How long somebody may take, in milliseconds. */
export interface Patience {
  /** For the head of a request, and for all of it. */
  readonly headersTimeout: number;
  readonly requestTimeout: number;
  /** Until the next request. */
  readonly keepAliveTimeout: number;
  /** How often the first two are looked at. */
  readonly connectionsCheckingInterval: number;
}

export interface Listener {
  readonly address: Address;
  readonly tls?: TlsMaterial | undefined;
  readonly patience?: Patience | undefined;
}

const usualPatience: Patience = {
  headersTimeout: 10_000,
  requestTimeout: 15_000,
  keepAliveTimeout: 10_000,
  connectionsCheckingInterval: 2000,
};

/** Bounds on what one client can hold: headers, requests and connections. */
const LONGEST_HEAD = 8192;
const MOST_CONNECTIONS = 256;
const MOST_REQUESTS_PER_CONNECTION = 1000;

export async function listen(
  { address: { host, port }, tls, patience = usualPatience }: Listener,
  handle: RequestListener,
): Promise<Listening> {
  const limits = { ...patience, maxHeaderSize: LONGEST_HEAD };
  const server =
    tls === undefined ? createServer(limits, handle) : createTlsServer({ ...limits, ...contextOf(tls) }, handle);
  server.maxConnections = MOST_CONNECTIONS;
  server.maxRequestsPerSocket = MOST_REQUESTS_PER_CONNECTION;
  await bound(server, host, port);
  return {
    port: (server.address() as AddressInfo).port,
    renewTls: (material) => {
      if ('setSecureContext' in server) server.setSecureContext(contextOf(material));
    },
    close: () => closed(server),
  };
}

/** Nobody new is let in, who is being answered is answered, and who has not finished by then is cut off. In milliseconds. */
const LAST_WORDS = 2000;
const SWEEP = 20;

async function closed(server: Server | TlsServer): Promise<void> {
  const sweep = setInterval(() => server.closeIdleConnections(), SWEEP);
  const end = setTimeout(() => server.closeAllConnections(), LAST_WORDS);
  await new Promise<void>((resolve) => void server.close(() => resolve()));
  clearInterval(sweep);
  clearTimeout(end);
}

/** Whether a client certificate is enough is decided for each request; the handshake only asks for one. */
const contextOf = ({ cert, key, ca }: TlsMaterial) => ({
  cert,
  key,
  minVersion: 'TLSv1.2' as const,
  ...(ca !== undefined && { ca, requestCert: true, rejectUnauthorized: false }),
});

function bound(server: Server | TlsServer, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const words = failures[error.code ?? ''] ?? error.code ?? 'it failed';
      reject(
        new PerennialError('usage', `cannot listen at port ${String(port)} of ${host}: ${words}`, {
          hint: 'give another with --listen',
        }),
      );
    });
    server.listen(port, host, () => resolve());
  });
}

const failures: Readonly<Record<string, string>> = {
  EADDRINUSE: 'something else does already',
  EACCES: 'permission denied',
  EADDRNOTAVAIL: 'this machine has no such address',
};
