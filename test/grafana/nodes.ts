import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { DAY } from '../../src/core/instant.ts';
import { writeControlPlane } from '../../src/sandbox/folder/write.ts';
import { startSandbox } from '../../src/sandbox/sandbox.ts';
import { perennial, type ServedPage, servedBy } from '../browser/served-page.ts';
import type { Ending } from '../prometheus/ending.ts';

/** A control plane, and the real command on it. */
export interface WatchedNode {
  readonly name: string;
  /** What it prints; a status that is not 0 is thrown. */
  run(...words: readonly string[]): Promise<string>;
  /** `perennial serve`, ended with the test. */
  serve(): Promise<ServedPage>;
}

/** One whose processes run and whose certificates end in a week, so that there is something to renew. */
export async function runningNode(t: Ending, name: string): Promise<WatchedNode> {
  const sandbox = await startSandbox({ certificatesExpireInDays: 7, node: name });
  t.after(() => sandbox.stop());
  await configure(sandbox.root);
  const entry = join(import.meta.dirname, '../../src/sandbox/perennial.ts');
  const program = [process.execPath, '--disable-warning=ExperimentalWarning', entry] as const;
  return nodeOf(t, name, { program, words: [], env: { PERENNIAL_SANDBOX: sandbox.root } });
}

/** The files of one alone, whose leaves end in so many days. */
export async function lyingNode(t: Ending, name: string, days: number): Promise<WatchedNode> {
  const root = await mkdtemp(join(tmpdir(), 'perennial-node-'));
  t.after(() => rm(root, { recursive: true }));
  const now = Math.floor(Date.now() / 1000) * 1000;
  const lifetimes = { now, leavesEnd: now + days * DAY, leafLifetime: 365 * DAY };
  await writeControlPlane(root, { node: name, algorithm: 'ECDSA-P256', ports, ...lifetimes });
  await configure(root);
  return nodeOf(t, name, { program: [perennial], words: ['--root', root], env: {} });
}

interface Command {
  readonly program: readonly [string, ...string[]];
  readonly words: readonly string[];
  readonly env: NodeJS.ProcessEnv;
}

function nodeOf(t: Ending, name: string, { program: [file, ...first], words, env }: Command): WatchedNode {
  return {
    name,
    async run(...asked) {
      const { stdout } = await runs(file, [...first, ...asked, ...words], { env: { ...process.env, ...env } });
      return stdout;
    },
    async serve() {
      const page = await servedBy([file, ...first], words, env);
      t.after(() => page.stop());
      return page;
    },
  };
}

const runs = promisify(execFile);

/** Nothing listens there. */
const ports = {
  apiServer: 6443,
  etcdClient: 2379,
  etcdPeer: 2380,
  etcdMetrics: 2381,
  controllerManager: 10257,
  scheduler: 10259,
  kubelet: 10250,
  kubeletHealth: 10248,
};

async function configure(root: string): Promise<void> {
  await mkdir(join(root, 'etc/perennial'), { recursive: true });
  await writeFile(join(root, 'etc/perennial/config.yaml'), 'window: {start: "02:30", length: 2h, timeZone: UTC}\n');
}
