import assert from 'node:assert/strict';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type TestContext, test } from 'node:test';
import { PerennialError } from '../../core/errors.ts';
import { prometheusAlerts } from './alerts.ts';

const alert = (state: string, labels: unknown) => ({ state, labels, annotations: {}, value: '1' });
const answer = (alerts: unknown): string => JSON.stringify({ status: 'success', data: { alerts } });

test('what fires is told with its labels, what is only pending is not', async (context) => {
  const body = answer([
    alert('firing', { alertname: 'Down', severity: 'critical' }),
    alert('pending', { alertname: 'Slow' }),
  ]);
  const { url, asked } = await serving(context, (_, response) => response.end(body));
  assert.deepEqual(await prometheusAlerts().firing(url), [{ alertname: 'Down', severity: 'critical' }]);
  assert.deepEqual(asked, ['/api/v1/alerts']);
});

test('a base address with a path keeps it', async (context) => {
  const { url, asked } = await serving(context, (_, response) => response.end(answer([])));
  await prometheusAlerts().firing(`${url}/prometheus`);
  assert.deepEqual(asked, ['/prometheus/api/v1/alerts']);
});

test('labels that are none are left out, and the alert still counts', async (context) => {
  const body = answer([alert('firing', null), alert('firing', { alertname: 7, job: 'x' }), 'rubbish', null]);
  const { url } = await serving(context, (_, response) => response.end(body));
  assert.deepEqual(await prometheusAlerts().firing(url), [{}, { job: 'x' }]);
});

const refusals: readonly (readonly [string, RequestListener, RegExp])[] = [
  ['an error', (_, response) => response.writeHead(503).end(), /status 503/],
  ['no JSON', (_, response) => response.end('<html>'), /cannot be asked/],
  ['JSON of another kind', (_, response) => response.end('[]'), /no list of alerts/],
  ['an error in JSON', (_, response) => response.end('{"status":"error","data":{"alerts":[]}}'), /no list of alerts/],
  ['nothing', (_, response) => response.end(), /cannot be asked/],
  ['a connection that breaks', (request) => request.socket.destroy(), /cannot be asked/],
  ['an endless answer', (_, response) => void endless(response), /longer than/],
];

for (const [name, listener, message] of refusals) {
  test(`${name} is an error, never a list without alerts`, async (context) => {
    const { url } = await serving(context, listener);
    await assert.rejects(prometheusAlerts().firing(url), isUnreachable(message));
  });
}

test('nobody at the address is an error that says so', async () => {
  await assert.rejects(
    prometheusAlerts().firing('http://127.0.0.1:9'),
    isUnreachable(/127\.0\.0\.1:9 cannot be asked/),
  );
});

function isUnreachable(message: RegExp): (thrown: unknown) => boolean {
  return (thrown) => {
    assert.ok(thrown instanceof PerennialError);
    assert.equal(thrown.code, 'alerts-unreachable');
    assert.match(thrown.message, message);
    return true;
  };
}

function endless(response: NodeJS.WritableStream & { readonly destroyed?: boolean }): void {
  const chunk = Buffer.alloc(65_536, ' ');
  const more = (): void => {
    if (response.destroyed !== true) response.write(chunk, () => more());
  };
  response.on('error', () => undefined);
  more();
}

async function serving(context: TestContext, listener: RequestListener) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    listener(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  context.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`, asked };
}
