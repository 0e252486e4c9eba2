import { execFile } from 'node:child_process';
import { PerennialError } from '../../core/errors.ts';

export interface Called {
  /** Exit status; 127 where there is no such program, as a shell has it. */
  readonly status: number;
  /** Both streams, in the order in which they came to an end. */
  readonly output: string;
}

/** Runs a program of the machine to its end. Never throws for how it ends. */
export async function called(argv: readonly string[], env?: Readonly<Record<string, string>>): Promise<Called> {
  const [program = '', ...args] = argv;
  return await new Promise((resolve) => {
    const options = { maxBuffer: MOST_OUTPUT, ...(env !== undefined && { env }) };
    execFile(program, args, options, (error, stdout, stderr) => {
      resolve({ status: statusOf(error), output: `${stdout}${stderr}` });
    });
  });
}

const MOST_OUTPUT = 4 * 1024 * 1024;

/** The same, but anything but success is an error: `what` in words, and what the program said. */
export async function mustCall(argv: readonly string[], what: string): Promise<void> {
  const { status, output } = await called(argv);
  if (status === 0) return;
  throw new PerennialError('no-scheduler', `${what}: ${argv.join(' ')} ended with ${String(status)}`, {
    hint: output.trim().split('\n').at(-1)?.slice(0, 300) || 'it said nothing',
  });
}

function statusOf(error: (Error & { readonly code?: number | string | null }) | null): number {
  if (error === null) return 0;
  if (error.code === 'ENOENT') return 127;
  return typeof error.code === 'number' ? error.code : 1;
}
