import { readFileSync } from 'node:fs';
import { createSecureServer, type Http2Session } from 'node:http2';
import type { TLSSocket } from 'node:tls';
import type { AggregatedApi, AggregatedMessage } from '../aggregated-api.ts';

/**
 * An aggregated API as small as can be: one discovery document over HTTP/2, which is what the API server speaks to those
 * in use. It lets nobody in but the front proxy, and says which certificate each connection and each request came with. Takes an
 * AggregatedApi in JSON on its standard input, for there is a key in it; ends by signal.
 */
function main(): void {
  const api = JSON.parse(readFileSync(0, 'utf8')) as AggregatedApi;
  const serials = new WeakMap<Http2Session, string>();
  const server = createSecureServer({
    cert: api.certificatePem,
    key: api.privateKeyPem,
    ca: readFileSync(api.frontProxyAuthority),
    requestCert: true,
    rejectUnauthorized: true,
  });
  server.on('session', (session) => {
    const serial = serialShownBy(session.socket as TLSSocket);
    serials.set(session, serial);
    say({ kind: 'connection', serial });
  });
  server.on('stream', (stream, headers) => {
    const path = headers[':path'] ?? '';
    const serial = stream.session === undefined ? '' : (serials.get(stream.session) ?? '');
    say({ kind: 'request', serial, path, user: String(headers['x-remote-user'] ?? '') });
    const status = path.split('?')[0] === pathOf(api) ? 200 : 404;
    stream.respond({ ':status': status, 'content-type': 'application/json' });
    stream.end(status === 200 ? JSON.stringify(discoveryOf(api)) : '{}');
  });
  server.listen(api.port, () => say({ kind: 'listening' }));
}

function serialShownBy(socket: TLSSocket): string {
  return (socket.getPeerX509Certificate()?.serialNumber ?? '').replace(/^0+/, '');
}

function pathOf({ group }: AggregatedApi): string {
  return `/apis/${group}/v1`;
}

/** metav1.APIResourceList. */
function discoveryOf({ group }: AggregatedApi): object {
  return { kind: 'APIResourceList', apiVersion: 'v1', groupVersion: `${group}/v1`, resources: [] };
}

function say(message: AggregatedMessage): void {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}

main();
