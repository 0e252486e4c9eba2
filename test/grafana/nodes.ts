import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { DAY } from '../../src/core/instant.ts';
import { configure, controlPlane } from '../../src/faces/cli/commands/control-plane-folder.test-support.ts';
import { startSandbox } from '../../src/sandbox/sandbox.ts';
import { perennial, type ServedPage, servedBy } from '../browser/served-page.ts';
import type { Ending } from '../ending.ts';

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
  await configure(sandbox.root, configuration);
  const entry = join(import.meta.dirname, '../../src/sandbox/perennial.ts');
  const program = [process.execPath, '--disable-warning=ExperimentalWarning', entry] as const;
  return nodeOf(t, name, { program, words: [], env: { PERENNIAL_SANDBOX: sandbox.root } });
}

/** The files of one alone, whose leaves end in so many days. */
export async function lyingNode(t: Ending, name: string, days: number): Promise<WatchedNode> {
  const root = await controlPlane(t, days * DAY, configuration);
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

const configuration = 'window: {start: "02:30", length: 2h, timeZone: UTC}\n';
