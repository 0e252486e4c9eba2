import assert from 'node:assert/strict';
import { request } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { securityHeaders } from './security-headers.ts';
import { served, twoNodes } from './server.test-support.ts';

const TOKEN = 'Zm9yIHRlc3RzIG9ubHk-0123456789';
const withToken = { credentials: () => ({ token: TOKEN, clientCertificates: false }) };

/** A request as fetch would not send it. */
async function asked(
  port: number,
  path: string,
  { method = 'GET', headers = {} }: { readonly method?: string; readonly headers?: Record<string, string> } = {},
) {
  const { promise, resolve, reject } = Promise.withResolvers<import('node:http').IncomingMessage>();
  request({ host: '127.0.0.1', port, path, method, headers }, resolve).on('error', reject).end();
  const response = await promise;
  return { status: response.statusCode, headers: response.headers, text: await text(response) };
}

for (const host of ['evil.example', 'evil.example:9790', '127.0.0.1.evil.example', 'localhost.evil.example']) {
  test(`a browser that was led here by the name ${JSON.stringify(host)} is refused`, async (t) => {
    const { port, show } = await served(t);
    show(twoNodes);
    const { status, text: body } = await asked(port, '/api/v1/overview', { headers: { host } });
    assert.equal(status, 421);
    assert.doesNotMatch(body, /cp-1/);
  });
}

for (const host of ['localhost:9790', '127.0.0.1', '[::1]:9790']) {
  test(`${host} is a name of this machine`, async (t) => {
    const { port } = await served(t);
    assert.equal((await asked(port, '/healthz', { headers: { host } })).status, 200);
  });
}

for (const method of ['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE']) {
  test(`${method} is no method here`, async (t) => {
    const { port } = await served(t);
    const { status, headers } = await asked(port, '/api/v1/overview', { method });
    assert.deepEqual([status, headers['allow']], [405, 'GET, HEAD']);
  });
}

const paths = [
  '/../../etc/passwd',
  '/assets/../../../../etc/passwd',
  '/assets/%2e%2e%2fpasswd',
  '/api/v1/runs/..%2f..%2fx',
  '/%',
  '/api/v1/history/__proto__',
];
for (const path of paths) {
  test(`${path} leads nowhere`, async (t) => {
    const { port } = await served(t);
    const { status, text: body } = await asked(port, path);
    assert.equal(status, 404);
    assert.doesNotMatch(body, /root:|PRIVATE KEY/);
  });
}

test('an address that is far too long is refused, and so are headers', async (t) => {
  const { port } = await served(t);
  assert.equal((await asked(port, `/api/v1/certificates?name=${'x'.repeat(3000)}`)).status, 414);
  assert.equal((await asked(port, '/', { headers: { cookie: 'x'.repeat(20_000) } })).status, 431);
});

test('a body is refused', async (t) => {
  const { port } = await served(t);
  assert.equal(
    (await asked(port, '/', { headers: { 'content-length': '5' } }).catch(() => ({ status: 413 }))).status,
    413,
  );
});

for (const [shown, status] of [
  [undefined, 401],
  ['Bearer wrong', 401],
  [`Bearer ${TOKEN}x`, 401],
  [`Bearer ${TOKEN.slice(1)}`, 401],
  [`Basic ${TOKEN}`, 401],
  [`Bearer ${TOKEN}`, 200],
] as const) {
  test(`authorization ${shown ?? 'of nobody'} is answered with ${String(status)}`, async (t) => {
    const { port, show } = await served(t, withToken);
    show(twoNodes);
    const answer = await asked(port, '/api/v1/overview', {
      headers: shown === undefined ? {} : { authorization: shown },
    });
    assert.equal(answer.status, status);
    assert.equal(/cp-1/.test(answer.text), status === 200);
    assert(!answer.text.includes(TOKEN));
  });
}

test('a token in the address becomes a cookie that does not hold it', async (t) => {
  const { port } = await served(t, withToken);
  const { status, headers } = await asked(port, `/?token=${TOKEN}`);
  const [cookie = ''] = headers['set-cookie'] ?? [];
  assert.deepEqual([status, headers.location], [303, '/']);
  assert.match(cookie, /^perennial=[\w-]{43}; HttpOnly; Secure; SameSite=Strict; Path=\/;/);
  assert(!cookie.includes(TOKEN));
  assert.equal((await asked(port, '/', { headers: { cookie: cookie.split(';')[0] ?? '' } })).status, 200);
  assert.equal((await asked(port, '/?token=wrong')).status, 401);
});

test('a calendar with the token in its path is one, with another it is not there', async (t) => {
  const { port, show } = await served(t, withToken);
  show(twoNodes);
  assert.match((await asked(port, `/calendar/${TOKEN}.ics`)).text, /^BEGIN:VCALENDAR/);
  assert.equal((await asked(port, '/calendar/guess.ics')).status, 404);
  assert.equal((await asked(port, '/calendar.ics')).status, 401);
});

test('without a token no calendar has one in its path', async (t) => {
  const { port, show } = await served(t);
  show(twoNodes);
  assert.equal((await asked(port, '/calendar/undefined.ics')).status, 404);
});

test('who asks too often waits, and is told how long', async (t) => {
  const { get } = await served(t);
  const answers: Response[] = [];
  for (let batch = 0; batch < 26; batch += 1)
    answers.push(...(await Promise.all(Array.from({ length: 10 }, () => get('/healthz')))));
  const refused = answers.filter(({ status }) => status === 429);
  assert.equal(refused.length, 60);
  assert.match(refused[0]?.headers.get('retry-after') ?? '', /^\d+$/);
});

test('who guesses tokens is soon told nothing at all', async (t) => {
  const { port } = await served(t, withToken);
  const seen: (number | undefined)[] = [];
  for (let guess = 0; guess < 20; guess += 1)
    seen.push((await asked(port, '/', { headers: { authorization: `Bearer ${String(guess)}` } })).status);
  assert.deepEqual([...new Set(seen)], [401, 429]);
});

test('only so many pages may be open from one address', async (t) => {
  const { get } = await served(t);
  const streams: Response[] = [];
  for (let one = 0; one < 16; one += 1) streams.push(await get('/api/v1/events'));
  assert(streams.every(({ status }) => status === 200));
  const refused = await get('/api/v1/events');
  assert.deepEqual([refused.status, refused.headers.get('retry-after')], [503, '30']);
  for (const { body } of streams) await body?.cancel();
});

test('who asks only for the head of the stream takes no place, and nobody listens for them', async (t) => {
  let glances = 0;
  const newest = async () => {
    glances += 1;
    return await Promise.resolve(undefined);
  };
  const nothing = { runs: async () => [], run: async () => undefined };
  const own = { ...nothing, newest, history: async (certificate: string) => ({ certificate, serials: [] }) };
  const { port, get } = await served(t, { source: 'node', own });
  for (let one = 0; one < 17; one += 1) {
    const { status, headers, text: body } = await asked(port, '/api/v1/events', { method: 'HEAD' });
    assert.deepEqual([status, headers['content-type'], body], [200, 'text/event-stream', '']);
  }
  assert.equal(glances, 0);
  const { status, body } = await get('/api/v1/events');
  assert.equal(status, 200);
  await body?.cancel();
});

test('a page that could not be answered leaves its place', async (t) => {
  const translateInto = async () => Promise.reject(new TypeError('the disk is on fire'));
  const { get, failures } = await served(t, { translateInto });
  for (let one = 0; one < 17; one += 1) assert.equal((await get('/api/v1/events')).status, 500);
  assert.equal(failures.length, 17);
});

test('nobody keeps others out by connections on which nothing is asked', async (t) => {
  const { port, get } = await served(t);
  const idle = Array.from({ length: 200 }, () => connect(port, '127.0.0.1').on('error', () => undefined));
  t.after(() => idle.forEach((socket) => socket.destroy()));
  assert.equal((await get('/healthz')).status, 200);
});

test('what cannot be answered is told without the query of who asked, who is told nothing of it', async (t) => {
  const broken = async () => Promise.reject(new TypeError('the disk is on fire'));
  const { port, show, failures } = await served(t, { ...withToken, metricsOf: broken });
  show(twoNodes);
  const headers = { authorization: `Bearer ${TOKEN}` };
  const { status, text: body } = await asked(port, `/metrics?token=${TOKEN}`, { headers });
  assert.equal(status, 500);
  assert.doesNotMatch(body, /fire/);
  assert.deepEqual(
    failures.map(({ path }) => path),
    ['/metrics'],
  );
  assert.match(failures[0]?.why ?? '', /^TypeError: the disk is on fire at /);
});

test('an answer that breaks off in its middle is told, and never taken for whole', async (t) => {
  function* parts() {
    yield 'perennial_up 1\n';
    throw new TypeError('there is no more');
  }
  const { port, show, failures } = await served(t, { metricsOf: async () => parts() });
  show(twoNodes);
  await assert.rejects(asked(port, '/metrics'));
  assert.match(failures[0]?.why ?? '', /^TypeError: there is no more at /);
});

const impatient = {
  headersTimeout: 50,
  requestTimeout: 100,
  keepAliveTimeout: 10_000,
  connectionsCheckingInterval: 20,
};
for (const [what, begun, answer] of [
  ['sends its head slowly', 'GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ', /^HTTP\/1\.1 408 /],
  ['sends nothing', '', /^HTTP\/1\.1 408 /],
  ['sends a body slowly', 'GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9000\r\n\r\nx', /^HTTP\/1\.1 413 /],
] as const) {
  test(`who ${what} is shown the door`, async (t) => {
    const { port } = await served(t, { patience: impatient });
    const socket = connect(port, '127.0.0.1');
    t.after(() => socket.destroy());
    socket.write(begun);
    assert.match(await text(socket), answer);
  });
}

test('every answer has the headers that keep a browser strict, errors too', async (t) => {
  const { get, show } = await served(t);
  show(twoNodes);
  for (const path of ['/assets/page.js', '/api/v1/overview', '/metrics', '/nothing', '/healthz', '/badge.svg']) {
    const { headers } = await get(path);
    for (const [name, value] of Object.entries(securityHeaders))
      assert.equal(headers.get(name), value, `${path} ${name}`);
  }
});

test('the page itself has them too; its own policy lets in no more than its own style', async (t) => {
  const { get } = await served(t);
  const { headers } = await get('/');
  for (const [name, value] of Object.entries(securityHeaders)) {
    const found = headers.get(name)?.replace(/style-src 'sha256-[A-Za-z0-9+/=]+'/, "style-src 'none'");
    assert.equal(found, value, name);
  }
});
