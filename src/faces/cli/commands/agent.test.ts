import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { test, type TestContext } from 'node:test';
import { DAY } from '../../../core/instant.ts';
import { controlPlane, perennial, temporaryFolder } from './control-plane-folder.test-support.ts';

test('a reader says in one line of JSON what is due, changes nothing, and ends when asked to', async (t) => {
  const root = await controlPlane(t, 20 * DAY);
  const before = await contentOf(root);
  const { child, line } = agent(t, '--root', root, '--read-only', '-o', 'json');
  const look = JSON.parse(await line()) as Record<string, unknown>;
  assert.equal(look['apiVersion'], 'perennial.dev/v1');
  assert.equal(look['kind'], 'Look');
  assert.equal(look['changed'], false);
  assert.match(String(look['msg']), /^renewal is due, and this agent only looks: admin\.conf, apiserver/);
  assert.equal(look['node'], 'cp-1');
  assert.ok(Date.parse(String(look['next'])) > Date.parse(String(look['at'])));
  assert.equal(await ended(child), 0);
  assert.deepEqual(await contentOf(root), before);
});

test('without --read-only it renews what is due, and then says when it looks next', async (t) => {
  const root = await controlPlane(t, 20 * DAY);
  const { child, line } = agent(t, '--root', root, '-q');
  const lines: string[] = [];
  while (!lines.at(-1)?.startsWith('next look')) lines.push(await line());
  assert.match(lines.join('\n'), /\nrenewed 11 certificates in .*\nnext look \d{4}-/);
  assert.equal(await ended(child), 0);
});

test('after each look the textfile of the configuration says how the node is', async (t) => {
  const root = await controlPlane(t, 20 * DAY, 'metrics: {textfile: /srv/perennial.prom}\n');
  await mkdir(join(root, 'srv'));
  const { child, line } = agent(t, '--root', root, '--read-only', '-o', 'json');
  await line();
  assert.match(await readFile(join(root, 'srv/perennial.prom'), 'utf8'), /^perennial_verdict\{status="warning"\} 1$/m);
  assert.equal(await ended(child), 0);
});

test('a look that fails is said and does not end it', async (t) => {
  const root = await temporaryFolder(t);
  const { child, line } = agent(t, '--root', root, '-o', 'json');
  const look = JSON.parse(await line()) as Record<string, unknown>;
  assert.deepEqual([look['kind'], look['code'], look['status']], ['Error', 'no-control-plane', 1]);
  assert.equal(child.exitCode, null);
  assert.equal(await ended(child), 0);
});

function agent(t: TestContext, ...args: readonly string[]) {
  const child = spawn(perennial, ['agent', ...args], { stdio: ['ignore', 'pipe', 'ignore'] });
  t.after(() => child.kill('SIGKILL'));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return { child, line: async () => String((await lines.next()).value) };
}

async function ended(child: ChildProcess): Promise<unknown> {
  const exit = once(child, 'exit');
  child.kill('SIGTERM');
  const [status] = (await exit) as [unknown];
  return status;
}

async function contentOf(root: string): Promise<readonly string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((one) => one.isFile())
    .map((one) => join(one.parentPath, one.name))
    .toSorted();
  return Promise.all(paths.map(async (path) => `${path} ${await readFile(path, 'base64')}`));
}
