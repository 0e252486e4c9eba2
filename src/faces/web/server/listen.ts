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

/** Bounds on what one client can hold: headers, time, requests and connections. */
const limits = {
  maxHeaderSize: 8192,
  headersTimeout: 10_000,
  requestTimeout: 15_000,
  keepAliveTimeout: 10_000,
  connectionsCheckingInterval: 2000,
} as const;
const MOST_CONNECTIONS = 256;
const MOST_REQUESTS_PER_CONNECTION = 1000;

export async function listen(
  { host, port }: Address,
  tls: TlsMaterial | undefined,
  handle: RequestListener,
): Promise<Listening> {
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
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
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
