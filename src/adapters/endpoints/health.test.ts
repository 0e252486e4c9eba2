import assert from 'node:assert/strict';
import * as http from 'node:http';
import { describe, test, type TestContext } from 'node:test';
import { freePort, listen, serveHttps, serveTcp } from './endpoint-servers.test-support.ts';
import { tlsEndpoints } from './tls-endpoints.ts';

const endpoints = tlsEndpoints({ timeoutMilliseconds: 400 });
const ask = (port: number, scheme: 'http' | 'https' = 'http') =>
  endpoints.health({ scheme, host: '127.0.0.1', port, path: '/healthz' });
const answering = (t: TestContext, status: number, body: string) =>
  listen(
    t,
    http.createServer((request, response) => response.writeHead(request.url === '/healthz' ? status : 404).end(body)),
  );

describe('a health check', () => {
  test('is fine with status 200, over http', async (t) => {
    assert.deepEqual(await ask(await answering(t, 200, 'ok')), { ok: true, detail: 'status 200' });
  });

  test('is fine over https whatever the certificate', async (t) => {
    const port = await serveHttps(t, (_request, response) => response.end('ok'));
    assert.deepEqual(await ask(port, 'https'), { ok: true, detail: 'status 200' });
  });

  const bad = [
    [
      500,
      '[+]ping ok\n[-]etcd failed: reason withheld\nreadyz check failed\n',
      'status 500: [-]etcd failed: reason withheld',
    ],
    [503, 'not yet', 'status 503: not yet'],
    [404, '', 'status 404'],
    [302, 'elsewhere', 'status 302: elsewhere'],
    [500, '\u001b[31mred', 'status 500: [31mred'],
  ] as const;
  for (const [status, body, detail] of bad) {
    test(`is bad with ${detail}`, async (t) => {
      assert.deepEqual(await ask(await answering(t, status, body)), { ok: false, detail });
    });
  }

  test('is bad with more words than anybody reads', async (t) => {
    const { ok, detail } = await ask(await answering(t, 500, 'x'.repeat(1_000_000)));
    assert.equal(ok, false);
    assert.equal(detail.length, 'status 500: '.length + 200);
  });

  test('is bad where nobody listens', async (t) => {
    const { ok, detail } = await ask(await freePort(t));
    assert.equal(ok, false);
    assert.match(detail, /ECONNREFUSED/);
  });

  test('is bad where nobody answers, or not to the end', async (t) => {
    const silent = await serveTcp(t, () => undefined);
    const torn = await serveTcp(t, (peer) => peer.write('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nok'));
    for (const port of [silent, torn]) assert.deepEqual(await ask(port), { ok: false, detail: 'no answer in time' });
  });

  test('is bad where the answer is none of HTTP, or broken off', async (t) => {
    const garbage = await serveTcp(t, (peer) => peer.end('SSH-2.0-OpenSSH\r\n'));
    const closed = await serveTcp(t, (peer) => peer.end('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nok'));
    for (const port of [garbage, closed]) assert.equal((await ask(port)).ok, false);
  });
});
