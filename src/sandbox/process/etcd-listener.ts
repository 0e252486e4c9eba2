import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { createServer, type Server } from 'node:net';
import { etcdVersion } from '../versions.ts';

export interface MutualTls {
  readonly certificatePath: string;
  readonly keyPath: string;
  readonly authorityPath: string;
}

/** A TLS alert record, fatal, internal_error: Go's answer when GetCertificate fails (RFC 8446 section 6). */
const INTERNAL_ERROR = Buffer.from([0x15, 0x03, 0x03, 0x00, 0x02, 0x02, 0x50]);

/**
 * Listens as etcd does: the pair is read from disk at each handshake (etcd client/pkg/transport/listener.go), the authority once at
 * start, and a client without a certificate of that authority is refused. A pair that does not match fails the handshake.
 */
export function mutualTlsServer({ certificatePath, keyPath, authorityPath }: MutualTls): Server {
  const ca = readFileSync(authorityPath);
  const secured = createHttpsServer({ requestCert: true, rejectUnauthorized: true }, etcdAnswer);
  return createServer((socket) => {
    socket.on('error', () => socket.destroy());
    // The ClientHello stays buffered and is handed to the TLS server with the socket.
    socket.once('readable', () => {
      if (socket.readableLength === 0) return;
      try {
        secured.setSecureContext({ cert: readFileSync(certificatePath), key: readFileSync(keyPath), ca });
      } catch {
        socket.end(INTERNAL_ERROR);
        return;
      }
      secured.emit('connection', socket);
    });
  });
}

/** What etcd answers on its client, peer and metrics ports. */
export function etcdAnswer(request: IncomingMessage, response: ServerResponse): void {
  const body = answers[(request.url ?? '').split('?')[0] ?? ''];
  response.writeHead(body === undefined ? 404 : 200, { 'content-type': 'application/json' });
  response.end(body ?? '404 page not found\n');
}

const answers: Readonly<Record<string, string>> = {
  '/health': '{"health":"true","reason":""}',
  '/livez': 'ok\n',
  '/readyz': 'ok\n',
  '/version': JSON.stringify({ etcdserver: etcdVersion, etcdcluster: '3.6.0', storage: '3.6.0' }),
};
