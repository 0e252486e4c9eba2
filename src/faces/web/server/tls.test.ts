import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request, type RequestOptions } from 'node:https';
import type { IncomingMessage } from 'node:http';
import { test } from 'node:test';
import type { TLSSocket } from 'node:tls';
import { testAuthority } from '../../../../test/pki.ts';
import { served } from './server.test-support.ts';

const authority = testAuthority({ commonName: 'people' });
const stranger = testAuthority({ commonName: 'strangers' });
const pairOf = (commonName: string, by = authority) => {
  const usage = { extendedKeyUsages: ['serverAuth', 'clientAuth'], ipAddresses: ['127.0.0.1'] };
  const { certificatePem: cert, privateKeyPem: key } = by.leaf({ commonName, ...usage });
  return { cert, key, ca: authority.certificatePem };
};

async function asked(port: number, options: RequestOptions = {}) {
  const outgoing = request({
    host: '127.0.0.1',
    port,
    path: '/',
    agent: false,
    ca: authority.certificatePem,
    ...options,
  }).end();
  const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
  const { subject } = (response.socket as TLSSocket).getPeerCertificate();
  response.resume();
  return { status: response.statusCode, server: subject.CN };
}

const clientCertificates = { credentials: () => ({ clientCertificates: true }) };

test('a client certificate of the authority opens the door, another or none does not', async (t) => {
  const { port } = await served(t, { ...clientCertificates, tls: pairOf('page') });
  assert.equal((await asked(port, pairOf('alice'))).status, 200);
  assert.equal((await asked(port)).status, 401);
  const { cert, key } = pairOf('mallory', stranger);
  assert.equal((await asked(port, { cert, key })).status, 401);
});

test('a renewed pair is served to who connects next', async (t) => {
  const { port, renewTls } = await served(t, { ...clientCertificates, tls: pairOf('before') });
  assert.equal((await asked(port)).server, 'before');
  renewTls(pairOf('after'));
  assert.deepEqual([(await asked(port)).server, (await asked(port, pairOf('alice'))).status], ['after', 200]);
});
