import * as https from 'node:https';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import type { TestContext } from 'node:test';
import * as tls from 'node:tls';
import type { Endpoint } from '../../core/inventory.ts';
import { testAuthority } from '../../../test/pki.ts';

export const authority = testAuthority({ commonName: 'kubernetes' });
export const leaf = authority.leaf({
  commonName: 'kube-apiserver',
  dnsNames: ['localhost'],
  ipAddresses: ['127.0.0.1'],
});
const pair = { cert: leaf.certificatePem, key: leaf.privateKeyPem };

export function endpointAt(port: number): Endpoint {
  return { component: 'etcd', host: '127.0.0.1', port };
}

/** A TLS server with the test's leaf, ended with the test; its port. */
export function serveTls(test: TestContext, options: tls.TlsOptions = {}, met?: (peer: tls.TLSSocket) => void) {
  const server = tls.createServer({ ...pair, ...options }, met);
  return listen(test, server);
}

/** A server that has none of TLS, ended with the test; its port. */
export function serveTcp(test: TestContext, met: (peer: Socket) => void) {
  return listen(test, createServer(met));
}

export function serveHttps(test: TestContext, answer: Parameters<typeof https.createServer>[1]) {
  return listen(test, https.createServer(pair, answer));
}

/** Listens on a free port; ends peers and server with the test. */
export async function listen(test: TestContext, server: Server): Promise<number> {
  const peers = new Set<Socket>();
  server.on('connection', (peer: Socket) => {
    peers.add(peer);
    peer.on('error', () => peer.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  test.after(() => {
    for (const peer of peers) peer.destroy();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

/** A port where nobody listens. */
export async function freePort(test: TestContext): Promise<number> {
  const server = createServer();
  const port = await listen(test, server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}
