import type { IncomingMessage, RequestListener } from 'node:http';
import * as https from 'node:https';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import type { TestContext } from 'node:test';
import type { TLSSocket } from 'node:tls';
import { type MadePair, testAuthority } from '../../../test/pki.ts';
import type { ApiCredentials } from './api-credentials.ts';

export const authority = testAuthority({ commonName: 'kubernetes' });
const serving = authority.leaf({
  commonName: 'kube-apiserver',
  extendedKeyUsages: ['serverAuth'],
  dnsNames: ['api.lab'],
  ipAddresses: ['127.0.0.1'],
});
const admin = authority.leaf({ commonName: 'kubernetes-admin', extendedKeyUsages: ['clientAuth'] });

/** What is answered to `GET /path`: a status with JSON or text, or nothing, whatever the function does itself. */
export type Answer = readonly [status: number, body: unknown] | RequestListener;
export type Answers = Readonly<Record<string, Answer>>;

export interface ApiServer {
  readonly port: number;
  readonly server: https.Server;
  readonly credentials: ApiCredentials;
  /** `GET /path` with the common name of the client, in order. */
  readonly asked: readonly string[];
  /** Ends every connection there is, as a restart does. */
  readonly cut: () => void;
}

/** An API server of fixed answers, ended with the test. What it was not told is 404. */
export async function serveApi(test: TestContext, answers: Answers, pair: MadePair = serving): Promise<ApiServer> {
  const asked: string[] = [];
  const answer: RequestListener = (request, response) => {
    const key = `${request.method ?? ''} ${(request.url ?? '').split('?')[0] ?? ''}`;
    asked.push(`${key} ${clientOf(request)}`);
    const given = answers[key] ?? [404, { kind: 'Status', message: 'not found' }];
    if (typeof given === 'function') return void given(request, response);
    response.writeHead(given[0]).end(typeof given[1] === 'string' ? given[1] : JSON.stringify(given[1]));
  };
  const tls = { cert: pair.certificatePem, key: pair.privateKeyPem, ca: authority.certificatePem };
  const server = https.createServer({ ...tls, requestCert: true, rejectUnauthorized: false }, answer);
  const { port, cut } = await listen(test, server);
  return { port, server, asked, cut, credentials: credentialsFor(`https://127.0.0.1:${port}`) };
}

export function credentialsFor(server: string, pair: MadePair = admin): ApiCredentials {
  const { certificatePem, privateKeyPem } = pair;
  return { server, caPem: authority.certificatePem, certificatePem, privateKeyPem };
}

/** A server without TLS or manners, ended with the test; its port. */
export async function serveTcp(test: TestContext, met: (peer: Socket) => void): Promise<number> {
  return (await listen(test, createServer(met))).port;
}

async function listen(test: TestContext, server: Server): Promise<{ port: number; cut: () => void }> {
  const peers = new Set<Socket>();
  server.on('connection', (peer: Socket) => {
    peers.add(peer);
    peer.on('error', () => peer.destroy()).on('close', () => peers.delete(peer));
  });
  const cut = () => {
    for (const peer of peers) peer.destroy();
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  test.after(() => {
    cut();
    server.close();
  });
  return { port: (server.address() as AddressInfo).port, cut };
}

function clientOf(request: IncomingMessage): string {
  const subject = (request.socket as TLSSocket).getPeerX509Certificate()?.subject;
  return subject?.split('CN=')[1] ?? 'anonymous';
}
