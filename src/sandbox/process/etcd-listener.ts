import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createSecureServer, type Http2ServerRequest, type Http2ServerResponse } from 'node:http2';
import { createServer, type Server } from 'node:net';
import { etcdVersion } from '../versions.ts';
import { answerCall, type OnlyMember } from './etcd-api.ts';

export interface MutualTls {
  readonly certificatePath: string;
  readonly keyPath: string;
  readonly authorityPath: string;
  /** Whose gRPC calls are answered, too. */
  readonly member?: OnlyMember;
}

/** A TLS alert record, fatal, internal_error: Go's answer when GetCertificate fails (RFC 8446 section 6). */
const INTERNAL_ERROR = Buffer.from([0x15, 0x03, 0x03, 0x00, 0x02, 0x02, 0x50]);

/**
 * Listens as etcd does: the pair is read from disk at each handshake (etcd client/pkg/transport/listener.go), the authority once at
 * start, and a client without a certificate of that authority is refused. A pair that does not match fails the handshake.
 */
export function mutualTlsServer({ certificatePath, keyPath, authorityPath, member }: MutualTls): Server {
  const ca = readFileSync(authorityPath);
  const secured = createSecureServer({ allowHTTP1: true, requestCert: true, rejectUnauthorized: true });
  secured.on('request', (request, response) => {
    const isCall = request.headers['content-type'] === 'application/grpc';
    if (isCall && member !== undefined) answerCall(request, response, member);
    else etcdAnswer(request, response);
  });
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
export function etcdAnswer(
  request: IncomingMessage | Http2ServerRequest,
  response: ServerResponse | Http2ServerResponse,
): void {
  const body = answers[(request.url ?? '').split('?')[0] ?? ''];
  response.statusCode = body === undefined ? 404 : 200;
  response.setHeader('content-type', 'application/json');
  response.end(body ?? '404 page not found\n');
}

const answers: Readonly<Record<string, string>> = {
  '/health': '{"health":"true","reason":""}',
  '/livez': 'ok\n',
  '/readyz': 'ok\n',
  '/version': JSON.stringify({ etcdserver: etcdVersion, etcdcluster: '3.6.0', storage: '3.6.0' }),
};
