import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export const perennial = join(import.meta.dirname, '../../bin/perennial');

export interface ServedPage {
  /** Ends with a slash. */
  readonly address: string;
  readonly processId: number;
  stop(): Promise<void>;
}

/** The real command on a port of its own choosing. */
export async function servedPage(...words: readonly string[]): Promise<ServedPage> {
  return await servedBy([perennial], words);
}

/** The same by another way to start it: a program and its first words. */
export async function servedBy(
  [program, ...first]: readonly [string, ...string[]],
  words: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<ServedPage> {
  const child = spawn(program, [...first, 'serve', '--listen', '127.0.0.1:0', ...words], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...env },
  });
  const ended = once(child, 'exit');
  for await (const line of createInterface({ input: child.stdout })) {
    const [address] = /http:\/\/127\.0\.0\.1:\d+\//.exec(line) ?? [];
    if (address !== undefined)
      return {
        address,
        processId: child.pid ?? 0,
        async stop() {
          child.kill('SIGTERM');
          await ended;
        },
      };
  }
  throw new Error('perennial serve ended before it said where it listens');
}
