import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { test, type TestContext } from 'node:test';
import { NOW } from '../../../../test/overviews.ts';
import { receiving } from '../../../adapters/webhook/receiver.test-support.ts';
import { composed } from '../../../core/notify/compose.ts';
import { emptyNotebook, type Notebook } from '../../../core/notify/notebook.ts';

const perennial = join(import.meta.dirname, '../../../../bin/perennial');
const TOKEN = 'T0K3N-in-the-path';
const both = {
  team: '{kind: slack, urlFile: /etc/perennial/team.url}',
  own: '{kind: webhook, urlFile: /etc/perennial/own.url}',
};

test('notify test tells each receiver, says what came of it, and ends with 0', async (t) => {
  const { url, received } = await receiving(t, (_, response) => response.end());
  const root = await rootWith(t, both, { team: url, own: url });
  const { status, stdout } = await called('notify', 'test', '--root', root);
  assert.equal(status, 0, stdout);
  assert.match(stdout, /^team +delivered *$/m);
  assert.match(stdout, /\nall of them took the message\n$/);
  assert.equal(received.length, 2);
  assert.ok(received.every(({ body }) => body.includes('Nothing is wrong.')));
});

test('notify test NAME tells that one alone', async (t) => {
  const { url, received } = await receiving(t, (_, response) => response.end());
  const root = await rootWith(t, both, { team: url, own: url });
  assert.equal((await called('notify', 'test', 'own', '--root', root)).status, 0);
  assert.deepEqual(
    received.map(({ headers }) => headers['idempotency-key'] !== undefined),
    [true],
  );
});

test('notify test of one that takes nothing ends with 1, and the address is not said', async (t) => {
  const { url } = await receiving(t, (request, response) =>
    response.writeHead(request.url?.includes('team') === true ? 404 : 200).end(),
  );
  const root = await rootWith(t, both, { team: url, own: url });
  for (const format of ['text', 'json']) {
    const { status, stdout, stderr } = await called('notify', 'test', '--root', root, '-o', format);
    assert.equal(status, 1);
    assert.match(stdout, /1 of 2 did not take the message/);
    assert.match(stdout, /127\.0\.0\.1:\d+: status 404/);
    assert.ok(!`${stdout}${stderr}`.includes(TOKEN));
  }
});

test('notify test as JSON has changed: false, and each receiver with what came of it', async (t) => {
  const { url } = await receiving(t, (_, response) => response.end());
  const root = await rootWith(t, both, { team: url, own: url });
  const { stdout } = await called('notify', 'test', '--root', root, '-o', 'json');
  const { apiVersion, kind, changed, receivers } = JSON.parse(stdout) as Readonly<Record<string, unknown>>;
  assert.deepEqual([apiVersion, kind, changed], ['perennial.dev/v1', 'NotifyTest', false]);
  const delivery = { kind: 'delivered' };
  assert.deepEqual(receivers, [
    { receiver: 'team', delivery },
    { receiver: 'own', delivery },
  ]);
});

for (const mode of [0o640, 0o604, 0o620]) {
  test(`a secret with the mode ${mode.toString(8)} is not used: nobody is told, and how to mend it is`, async (t) => {
    const { url, received } = await receiving(t, (_, response) => response.end());
    const root = await rootWith(t, { own: both.own }, { own: url });
    await chmod(join(root, 'etc/perennial/own.url'), mode);
    const { status, stdout } = await called('notify', 'test', '--root', root);
    assert.equal(status, 1);
    assert.match(stdout, /others may read it: chmod 600 \/etc\/perennial\/own\.url/);
    assert.ok(!stdout.includes(TOKEN));
    assert.deepEqual(received, []);
  });
}

test('a certificate of an authority may be read by everybody, a key beside it may not', async (t) => {
  const { url } = await receiving(t, (_, response) => response.end());
  const own = '{kind: webhook, urlFile: /etc/perennial/own.url, caFile: /etc/perennial/ca.pem}';
  const root = await rootWith(t, { own }, { own: url });
  const write = (pem: string) => writeFile(join(root, 'etc/perennial/ca.pem'), pem, { mode: 0o644 });
  await write('-----BEGIN CERTIFICATE-----\n');
  assert.equal((await called('notify', 'test', '--root', root)).status, 0);
  await write('-----BEGIN PRIVATE KEY-----\n');
  const { status, stdout } = await called('notify', 'test', '--root', root);
  assert.equal(status, 1);
  assert.match(stdout, /chmod 600 \/etc\/perennial\/ca\.pem/);
});

const wrong: readonly (readonly [about: string, args: readonly string[], status: number, words: RegExp])[] = [
  ['an unknown receiver', ['test', 'taem'], 64, /there is no receiver taem .*\n hint: did you mean team\?/s],
  ['an unknown action', ['tset'], 64, /notify can test or show, not tset/],
];
for (const [about, args, expected, words] of wrong) {
  test(`${about} is told, and nobody else is`, async (t) => {
    const { url, received } = await receiving(t, (_, response) => response.end());
    const root = await rootWith(t, both, { team: url, own: url });
    const { status, stderr } = await called('notify', ...args, '--root', root);
    assert.equal(status, expected);
    assert.match(stderr, words);
    assert.deepEqual(received, []);
  });
}

test('without receivers notify test says where they are named', async (t) => {
  const { status, stderr } = await called('notify', 'test', '--root', await rootWith(t, {}, {}));
  assert.equal(status, 64);
  assert.match(stderr, /names nobody who is told/);
});

test('notify show lists what was said, what is on its way, and what nobody will be told', async (t) => {
  const root = await rootWith(t, {}, {});
  await writeNotebook(root, JSON.stringify(notebook));
  const { status, stdout } = await called('notify', 'show', '--root', root);
  assert.equal(status, 0);
  assert.match(stdout, /^critical +cp-1 expired +apiserver +since 2030-01-15 03:00 UTC$/m);
  assert.match(stdout, /^team +critical: expired on cp-1 +again from 2030-01-15 03:00 UTC +team: status 500$/m);
  assert.match(stdout, /^pager +warning: expiring +2030-01-15 03:00 UTC +status 400$/m);
  assert.match(stdout, /\n1 told, 1 on their way, 1 not told any more\n$/);
});

test('notify show as JSON has changed: false, and the notebook', async (t) => {
  const root = await rootWith(t, {}, {});
  await writeNotebook(root, JSON.stringify(notebook));
  const { stdout } = await called('notify', 'show', '--root', root, '-o', 'json');
  const { kind, changed, said, outbox, dropped, lastDropped } = JSON.parse(stdout) as Notebook & {
    readonly kind: string;
    readonly changed: boolean;
  };
  assert.deepEqual([kind, changed], ['Notebook', false]);
  assert.deepEqual({ format: 1, said, outbox, dropped, lastDropped }, notebook);
});

test('notify show where nothing was ever said has nothing to show', async (t) => {
  const { status, stdout } = await called('notify', 'show', '--root', await rootWith(t, {}, {}));
  assert.deepEqual([status, stdout], [0, '0 told, 0 on their way, 0 not told any more\n']);
});

test('notify show of a notebook that is none says which file it is, and leaves it', async (t) => {
  const root = await rootWith(t, {}, {});
  await writeNotebook(root, '{"format":');
  const { status, stderr } = await called('notify', 'show', '--root', root);
  assert.notEqual(status, 0);
  assert.match(stderr, /\/var\/lib\/perennial\/messages\/notebook\.json is no notebook of messages/);
});

const message = composed({
  kind: 'problem',
  severity: 'critical',
  key: 'cp-1 expired',
  at: NOW,
  node: 'cp-1',
  code: 'expired',
  title: 'critical: expired on cp-1',
  lines: [],
});
const notebook: Notebook = {
  ...emptyNotebook,
  said: { problems: { 'cp-1 expired': { severity: 'critical', subjects: ['apiserver'], since: NOW } }, runs: {} },
  outbox: [{ message, receiver: 'team', attempts: 3, nextAt: NOW, why: 'team: status 500' }],
  dropped: 1,
  lastDropped: [{ receiver: 'pager', title: 'warning: expiring', at: NOW, why: 'status 400' }],
};

async function writeNotebook(root: string, content: string): Promise<void> {
  await mkdir(join(root, 'var/lib/perennial/messages'), { recursive: true, mode: 0o700 });
  await writeFile(join(root, 'var/lib/perennial/messages/notebook.json'), content, { mode: 0o600 });
}

/** A folder with these receivers in its configuration; each has its address in a file that is root's alone. */
async function rootWith(
  t: TestContext,
  receivers: Readonly<Record<string, string>>,
  urls: Readonly<Record<string, string>>,
): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'perennial-notify-'));
  t.after(() => rm(root, { recursive: true }));
  await mkdir(join(root, 'etc/perennial'), { recursive: true });
  const rows = Object.entries(receivers).map(([name, receiver]) => `    ${name}: ${receiver}\n`);
  const config = rows.length === 0 ? 'look: daily\n' : `notify:\n  receivers:\n${rows.join('')}`;
  await writeFile(join(root, 'etc/perennial/config.yaml'), config);
  for (const [name, url] of Object.entries(urls))
    await writeFile(join(root, `etc/perennial/${name}.url`), `${url}/${name}/${TOKEN}\n`, { mode: 0o600 });
  return root;
}

/** Not synchronously: the receivers are in this process. */
async function called(...args: readonly string[]) {
  const child = spawn(perennial, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const closed = once(child, 'close');
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  await closed;
  return { status: child.exitCode, stdout, stderr };
}
