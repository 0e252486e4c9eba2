import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createSecureContext, type TlsOptions, type TLSSocket } from 'node:tls';
import { authority, endpointAt, freePort, leaf, serveTcp, serveTls } from './endpoint-servers.test-support.ts';
import { tlsEndpoints } from './tls-endpoints.ts';

const endpoints = tlsEndpoints({ timeoutMilliseconds: 400 });
const asksForClients: TlsOptions = { ca: authority.certificatePem, requestCert: true, rejectUnauthorized: true };

describe('the certificate that a port presents', () => {
  const servers: readonly (readonly [string, TlsOptions])[] = [
    ['TLS 1.3', { minVersion: 'TLSv1.3' }],
    ['TLS 1.2', { maxVersion: 'TLSv1.2' }],
    ['TLS 1.3 that requires a client certificate', { ...asksForClients, minVersion: 'TLSv1.3' }],
    ['TLS 1.2 that requires a client certificate', { ...asksForClients, maxVersion: 'TLSv1.2' }],
    ['TLS 1.1', { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT:@SECLEVEL=0' }],
  ];
  for (const [name, options] of servers) {
    test(`is read from a server of ${name}`, async (t) => {
      const port = await serveTls(t, options);
      for (let look = 0; look < 5; look += 1) {
        assert.deepEqual(await endpoints.handshake(endpointAt(port)), { kind: 'read', value: leaf.certificate });
      }
    });
  }

  test('is read when it is expired, of a foreign authority, or of a weak key', async (t) => {
    const expired = authority.leaf({ commonName: 'old', notBefore: 0, notAfter: 86_400_000 });
    const weak = authority.leaf({ commonName: 'weak', key: 'RSA-1024' });
    for (const { certificate, certificatePem: cert, privateKeyPem: key } of [expired, weak]) {
      const port = await serveTls(t, { cert, key, ciphers: 'DEFAULT:@SECLEVEL=0' });
      assert.deepEqual(await endpoints.handshake(endpointAt(port)), { kind: 'read', value: certificate });
    }
  });

  test('depends on the server name, which is sent when it is a name', async (t) => {
    const other = authority.leaf({ commonName: 'loopback' });
    const context = createSecureContext({ cert: other.certificatePem, key: other.privateKeyPem });
    const port = await serveTls(t, { SNICallback: (_name, answer) => answer(null, context) });
    const named = await endpoints.handshake({ ...endpointAt(port), serverName: 'apiserver-loopback-client' });
    assert.deepEqual(named, { kind: 'read', value: other.certificate });
    assert.deepEqual(await endpoints.handshake(endpointAt(port)), { kind: 'read', value: leaf.certificate });
  });

  test('is asked for without a credential', async (t) => {
    let peer: TLSSocket | undefined;
    const port = await serveTls(t, { requestCert: true, rejectUnauthorized: false }, (met) => (peer = met));
    await endpoints.handshake(endpointAt(port));
    assert.equal(peer?.getPeerX509Certificate(), undefined);
  });
});

describe('a port without a certificate', () => {
  const reasonAt = async (port: number) => {
    const reading = await endpoints.handshake(endpointAt(port));
    assert.equal(reading.kind, 'unreadable');
    assert.notEqual(reading.kind === 'unreadable' && reading.detail, '');
    return reading.kind === 'unreadable' && reading.reason;
  };

  test('where nobody listens is refused', async (t) => assert.equal(await reasonAt(await freePort(t)), 'refused'));

  test('that accepts and says nothing is a timeout', async (t) => {
    assert.equal(await reasonAt(await serveTcp(t, () => undefined)), 'timeout');
  });

  test('that says less and less is a timeout too', async (t) => {
    const drip = (peer: { write(bytes: string): void; on(name: 'close', act: () => void): void }) => {
      const timer = setInterval(() => peer.write('\x16'), 100);
      peer.on('close', () => clearInterval(timer));
    };
    assert.ok(['timeout', 'io'].includes(String(await reasonAt(await serveTcp(t, drip)))));
  });

  const manners: readonly (readonly [string, Parameters<typeof serveTcp>[1]])[] = [
    ['that closes at once', (peer) => peer.end()],
    ['that resets', (peer) => peer.resetAndDestroy()],
    ['that speaks HTTP', (peer) => peer.end('HTTP/1.0 400 Bad Request\r\n\r\n')],
    ['that sends garbage', (peer) => peer.write(Buffer.alloc(100_000, 0xff))],
    ['that sends an alert', (peer) => peer.end(Buffer.from('15030300020228', 'hex'))],
  ];
  for (const [name, manner] of manners) {
    test(`${name} is an error of input and output`, async (t) => {
      assert.equal(await reasonAt(await serveTcp(t, manner)), 'io');
    });
  }

  test('beyond the last port is an error of input and output', async () => {
    assert.equal(await reasonAt(70_000), 'io');
    assert.equal(await reasonAt(Number.NaN), 'io');
  });
});
