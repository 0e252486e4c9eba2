import { spawn } from 'node:child_process';

export interface Ended {
  readonly status: number | null;
  readonly said: string;
}

/** Runs Debian's `promtool`, or `prometheus`, to its end. Where it is missing the test fails, and says what to install. */
export async function ended(program: string, args: readonly string[], input = ''): Promise<Ended> {
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'pipe'] });
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => said.push(data.toString()));
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  return await new Promise((resolve, reject) => {
    child.on('error', (error) => reject(missing(program, error)));
    child.on('close', (status) => resolve({ status, said: said.join('') }));
  });
}

function missing(program: string, cause: unknown): Error {
  return new Error(`${program} could not be started: apt-get install --no-install-recommends prometheus`, { cause });
}
