import { spawn } from 'node:child_process';

export interface Completed {
  /** Exit status; undefined where a signal ended the command. */
  readonly status: number | undefined;
  readonly signal: NodeJS.Signals | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd?: string;
  /** Replaces the whole environment where given. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly input?: string | Buffer;
  /** After this long the command and everything in its process group is killed. */
  readonly timeoutMs?: number;
}

/** Runs a command to its end. A status other than 0 is a value, not an error; a command that cannot be started is an error. */
export function run(argv: readonly string[], options: RunOptions = {}): Promise<Completed> {
  const [command = '', ...rest] = argv;
  return new Promise((resolve, reject) => {
    const child = spawn(command, rest, { cwd: options.cwd, env: options.env ?? process.env, detached: true });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
    const killGroup = () => signalGroup(child.pid, 'SIGKILL');
    const timer = options.timeoutMs === undefined ? undefined : setTimeout(killGroup, options.timeoutMs);
    process.once('exit', killGroup);
    const done = () => {
      clearTimeout(timer);
      process.off('exit', killGroup);
    };
    child.on('error', (error) => {
      done();
      reject(error);
    });
    child.on('close', (status, signal) => {
      done();
      resolve({ status: status ?? undefined, signal: signal ?? undefined, stdout: text(stdout), stderr: text(stderr) });
    });
    // A command that ends without reading its input is no failure of ours.
    child.stdin.on('error', () => undefined);
    child.stdin.end(options.input);
  });
}

/** Runs a command that has to succeed; its standard output. */
export async function mustRun(argv: readonly string[], options: RunOptions = {}): Promise<string> {
  const result = await run(argv, options);
  if (result.status === 0) return result.stdout;
  const end = result.signal ?? `status ${String(result.status)}`;
  throw new Error(`${argv.join(' ')}: ${end}\n${lastLines(result.stderr || result.stdout)}`);
}

/** Signals a process group; one that is gone already is what was wanted. */
export function signalGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    return;
  }
}

function text(chunks: readonly Buffer[]): string {
  return Buffer.concat(chunks).toString('utf8');
}

function lastLines(output: string): string {
  return output.trimEnd().split('\n').slice(-30).join('\n');
}
