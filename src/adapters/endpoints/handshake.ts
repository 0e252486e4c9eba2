import type { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { connect, type ConnectionOptions, type TLSSocket } from 'node:tls';
import { reasonOf } from '../../core/errors.ts';
import type { Endpoint, Reading } from '../../core/inventory.ts';
import type { Certificate } from '../../core/x509/certificate.ts';
import { certificateOf } from '../../core/x509/pem.ts';
import { codeOf, unreadableOf } from './unreadable.ts';

/** The certificate that a port presents to a client that has none itself. Nothing is trusted: it is only looked at. */
export async function handshake(endpoint: Endpoint, timeoutMilliseconds: number): Promise<Reading<Certificate>> {
  try {
    const presented = await presentedBy(connect(optionsFor(endpoint)), timeoutMilliseconds);
    return { kind: 'read', value: certificateOf(presented.raw) };
  } catch (thrown) {
    return unreadableOf(thrown);
  }
}

/** Old protocols and weak keys are for the rules to judge, so they must be seen. A server name is never an address (RFC 6066, 3). */
function optionsFor({ host, port, serverName }: Endpoint): ConnectionOptions {
  const name = serverName ?? host;
  return {
    host,
    port,
    servername: isIP(name) === 0 ? name : '',
    rejectUnauthorized: false,
    minVersion: 'TLSv1',
    ciphers: 'DEFAULT:@SECLEVEL=0',
  };
}

/**
 * A server that asks for a client certificate (etcd) refuses us: under TLS 1.2 before the handshake is complete, under 1.3
 * right after it, and by then the socket has forgotten its peer. `keylog` is the one event in between; of what it brings,
 * only the moment is used.
 */
function presentedBy(socket: TLSSocket, timeoutMilliseconds: number): Promise<X509Certificate> {
  let presented: X509Certificate | undefined;
  const look = () => {
    presented ??= socket.getPeerX509Certificate();
    return presented;
  };
  return new Promise<X509Certificate>((resolve, reject) => {
    const giveUp = () => reject(Object.assign(new Error('no handshake in time'), { code: 'ETIMEDOUT' }));
    const timer = setTimeout(giveUp, timeoutMilliseconds);
    const end = (thrown?: Error) => {
      const certificate = thrown === undefined || refusedByPeer(thrown) ? look() : undefined;
      if (certificate !== undefined) resolve(certificate);
      else reject(thrown ?? new Error('the connection was closed without a certificate'));
      clearTimeout(timer);
    };
    socket.on('keylog', look);
    socket.once('secureConnect', () => end());
    socket.on('error', end);
    socket.once('close', () => end());
  }).finally(() => socket.destroy());
}

/** Only what the peer did: a certificate whose signature we found wrong was not presented by its owner. */
function refusedByPeer(thrown: Error): boolean {
  return codeOf(thrown) === 'ECONNRESET' || codeOf(thrown) === 'EPIPE' || reasonOf(thrown).includes('SSL alert number');
}
