import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { Agent, type IncomingMessage, request } from 'node:http';
import { connect } from 'node:net';
import { text as textOf } from 'node:stream/consumers';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import * as z from 'zod/mini';
import { DAY } from '../../../core/instant.ts';
import { apiSchemas } from '../../web/server/api-schemas.ts';
import { controlPlane, perennial } from './control-plane-folder.test-support.ts';

test('a node is shown, run by run, by answers that are as documented and hold no private key', async (t) => {
  const root = await controlPlane(t, 200 * DAY);
  assert.equal(spawnSync(perennial, ['renew', '--all', '--yes', '--root', root]).status, 0);
  const { text } = await serving(t, '--root', root);
  const overview = z.parse(apiSchemas.Overview, JSON.parse(await text('api/v1/overview')));
  assert.deepEqual([overview.source.kind, overview.nodes[0]?.node], ['node', 'cp-1']);
  z.parse(apiSchemas.CertificateList, JSON.parse(await text('api/v1/certificates')));
  const { runs } = z.parse(apiSchemas.RunList, JSON.parse(await text('api/v1/runs')));
  const [run] = runs;
  assert.deepEqual([run?.state, run?.done === run?.of], ['complete', true]);
  const whole = z.parse(apiSchemas.Run, JSON.parse(await text(`api/v1/runs/${run?.id ?? ''}`)));
  assert.equal(whole.commands.rollback, `perennial rollback ${whole.id}`);
  assert.match(await text('metrics'), /^perennial_verdict\{status="ok"\} 1$/m);
  z.parse(apiSchemas.History, JSON.parse(await text('api/v1/history/apiserver')));
  const paths = [
    '',
    'metrics',
    'calendar.ics',
    'badge.svg',
    'api/v1/openapi.json',
    'api/v1/overview',
    'api/v1/runs',
    `api/v1/runs/${whole.id}`,
  ];
  const said = (await Promise.all(paths.map(text))).join('\n');
  const pki = join(root, 'etc/kubernetes/pki');
  for (const name of (await readdir(pki)).filter((one) => one.endsWith('.key'))) {
    const [, body = ''] = (await readFile(join(pki, name), 'utf8')).split('\n');
    assert(body.length > 20 && !said.includes(body), name);
  }
  assert.doesNotMatch(said, /PRIVATE KEY|client-key-data|LS0tLS1CRUdJTi/);
});

test('Prometheus is told by the server what it is told by perennial metrics, runs too', async (t) => {
  const root = await controlPlane(t, 200 * DAY);
  assert.equal(spawnSync(perennial, ['renew', '--all', '--yes', '--root', root]).status, 0);
  const { text } = await serving(t, '--root', root);
  const { stdout } = spawnSync(perennial, ['metrics', '--root', root], { encoding: 'utf8' });
  const served = await text('metrics');
  const seriesOf = (body: string) => body.match(/^(?:# TYPE .+|[a-z]\w+(?:\{.*\})?(?= \S+$))/gm)?.toSorted() ?? [];
  assert(seriesOf(stdout).length > 100);
  assert.deepEqual(seriesOf(served), seriesOf(stdout));
  assert.match(served, /^perennial_renewals\{result="complete"\} 1$/m);
});

test('a folder of reports is shown by cluster and node, and what is no report as that', async (t) => {
  const root = await controlPlane(t, 200 * DAY);
  const folder = join(root, 'reports');
  await mkdir(join(folder, 'prod'), { recursive: true });
  const { stdout } = spawnSync(perennial, ['check', '--root', root, '-o', 'json'], { encoding: 'utf8' });
  await writeFile(join(folder, 'prod/cp-1.json'), stdout);
  await writeFile(join(folder, 'cp-2.json'), '{');
  const { text } = await serving(t, '--root', root, '--reports', folder);
  const { nodes } = z.parse(apiSchemas.Overview, JSON.parse(await text('api/v1/overview')));
  assert.deepEqual(
    nodes.map(({ cluster, node, seen }) => [cluster, node, seen.kind]),
    [
      [undefined, 'cp-2', 'unreadable'],
      ['prod', 'cp-1', 'seen'],
    ],
  );
});

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  test(`${signal} ends it with 0: an open page is told when to come again, a kept connection is closed`, async (t) => {
    const { child, origin } = await started(t, '--root', await controlPlane(t, 200 * DAY));
    const agent = new Agent({ keepAlive: true });
    t.after(() => agent.destroy());
    const kept = request(`${origin}healthz`, { agent }).end();
    const [answer] = (await once(kept, 'response')) as [IncomingMessage];
    assert.equal(await textOf(answer), 'ok\n');
    const silent = connect(Number(new URL(origin).port), '127.0.0.1').on('error', () => undefined);
    await once(silent, 'connect');
    const { body } = await fetch(`${origin}api/v1/events`);
    assert(body !== null);
    const [heard, [status]] = await Promise.all([
      textOf(body),
      once(child, 'exit') as Promise<[number | null]>,
      // Heard from, so it answers: only now it is asked to end.
      fetch(`${origin}healthz`).then(() => child.kill(signal)),
    ]);
    assert.equal(status, 0);
    assert.match(heard, /\nretry: 10000\n: the server ends\n\n$/);
    assert(kept.socket?.destroyed !== false);
    await assert.rejects(fetch(`${origin}healthz`));
  });
}

const refused: readonly (readonly [string, readonly string[], string | undefined, RegExp])[] = [
  ['every address without TLS', ['--listen', '0.0.0.0:0'], undefined, /would show this to everybody/],
  ['TLS without a token', ['--listen', '0.0.0.0:0'], 'serve: {tls: {certificate: /a, key: /b}}\n', /would show this/],
  ['a name for an address', ['--listen', 'example.org:80'], undefined, /is no address to listen at/],
  [
    'a token file that is not there',
    ['--listen', '127.0.0.1:0'],
    'serve: {tokenFile: /token}\n',
    /\/token cannot be read/,
  ],
  ['two sources', ['--cluster', '--reports', '/tmp'], undefined, /give one of them/],
  ['an unknown word in the configuration', [], 'serve: {tokenfile: /token}\n', /tokenFile/],
];
for (const [name, args, config, words] of refused) {
  test(`${name} is refused at the start`, async (t) => {
    const root = await controlPlane(t, 200 * DAY, config);
    const { status, stderr } = spawnSync(perennial, ['serve', '--root', root, ...args], { encoding: 'utf8' });
    assert.notEqual(status, 0);
    assert.match(stderr, words);
  });
}

test('a token file that others can read is refused, and the token is not said', async (t) => {
  const root = await controlPlane(t, 200 * DAY, 'serve: {tokenFile: /etc/perennial/token}\n');
  await writeFile(join(root, 'etc/perennial/token'), 'a-token-that-is-long-enough\n', { mode: 0o644 });
  const { stderr } = spawnSync(perennial, ['serve', '--root', root], { encoding: 'utf8' });
  assert.match(stderr, /can be read by others/);
  assert.doesNotMatch(stderr, /long-enough/);
});

async function started(t: TestContext, ...args: readonly string[]) {
  const child = spawn(perennial, ['serve', '--listen', '127.0.0.1:0', ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  t.after(() => child.kill());
  const [said] = (await once(child.stdout.setEncoding('utf8'), 'data')) as [string];
  return { child, origin: said.trim() };
}

async function serving(t: TestContext, ...args: readonly string[]) {
  const { origin } = await started(t, ...args);
  const { body } = await fetch(`${origin}api/v1/events`);
  assert(body !== null);
  let heard = '';
  for await (const chunk of body.pipeThrough(new TextDecoderStream())) {
    heard += chunk;
    if (heard.includes('event: overview')) break;
  }
  return { text: async (path: string) => (await fetch(`${origin}${path}`)).text() };
}
