import { createServer, type Server } from 'node:https';
import type { Flags } from '../command-line.ts';
import { ownPair } from '../own-certificate.ts';
import { answered } from './answer.ts';
import { routesOf } from './routes.ts';
import { keepServing } from './serving-pair.ts';

/** The name in-process clients connect with (k8s.io/apiserver server/secure_serving.go). */
const LOOPBACK_NAME = 'apiserver-loopback-client';
/** From 1.33 on; one before. */
const LOOPBACK_YEARS = 3;

/** An HTTPS server that treats its certificates, and its clients', as kube-apiserver does. */
export function apiServer(flag: Flags): Server {
  const routes = routesOf(flag);
  const server = createServer({ requestCert: true, rejectUnauthorized: false, keepAliveTimeout: 90_000 });
  server.on('request', (request, response) => void answered({ routes, request, response }));
  server.on('tlsClientError', (_error, socket) => socket.destroy());
  server.addContext(LOOPBACK_NAME, ownPair({ name: LOOPBACK_NAME, years: LOOPBACK_YEARS }));
  keepServing(server, flag);
  return server;
}
