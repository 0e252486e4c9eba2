import { execFile } from 'node:child_process';
import { PerennialError } from '../../core/errors.ts';

export interface Called {
  /** Exit status; 127 where there is no such program, as a shell has it. */
  readonly status: number;
  /** Both streams, in the order in which they came to an end. */
  readonly output: string;
}

export interface Circumstances {
  /** The variables it has, and no others; otherwise ours, with its words in English. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Milliseconds after which it is ended; `Infinity` for what bounds itself. */
  readonly longest?: number;
}

/** Runs a program of the machine to its end. Never throws for how it ends. */
export async function called(argv: readonly string[], circumstances: Circumstances = {}): Promise<Called> {
  const { environment = { ...process.env, LC_ALL: 'C' }, longest = LONGEST } = circumstances;
  const [program = '', ...args] = argv;
  return await new Promise((resolve) => {
    const options = { maxBuffer: MOST_OUTPUT, env: environment, timeout: longest === Infinity ? 0 : longest };
    execFile(program, args, options, (error, stdout, stderr) => {
      const late = error?.killed === true ? `it did not end within ${String(longest / 1000)} s\n` : '';
      resolve({ status: late === '' ? statusOf(error) : TIMED_OUT, output: `${stdout}${stderr}${late}` });
    });
  });
}

const MOST_OUTPUT = 4 * 1024 * 1024;

/** A unit's stop and its start may take 90 s each (systemd-system.conf(5), DefaultTimeoutStopSec); a manager that hangs takes for ever. */
const LONGEST = 240_000;

/** As timeout(1) has it. */
const TIMED_OUT = 124;

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
