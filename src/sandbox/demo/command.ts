import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { compileCache } from '../child-cache.ts';
import type { Sandbox } from '../sandbox.ts';
import type { Say } from './teller.ts';

export interface DemoCommand {
  readonly sandbox: Sandbox;
  readonly say: Say;
  /** What a person types after `perennial`. */
  readonly words: readonly string[];
  /** The exit status that belongs to it. */
  readonly status: number;
}

/** Runs the real command line in the sandbox, its output as it is; false when it ended otherwise than it should. */
export async function commandIn({ sandbox, say, words, status }: DemoCommand): Promise<boolean> {
  say.command(`perennial ${words.join(' ')}`);
  const entry = join(import.meta.dirname, '../perennial.ts');
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', entry, ...words], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...compileCache, PERENNIAL_SANDBOX: sandbox.root },
  });
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== status) say.proof(false, `exit status ${code}, where ${status} was to be expected`);
  return code === status;
}
