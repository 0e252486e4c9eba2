import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { run, signalGroup } from './run.ts';
import type { Completed } from './run.ts';

export interface ExecOptions {
  readonly input?: string | Buffer;
  readonly env?: Readonly<Record<string, string>>;
  readonly timeoutMs?: number;
}

/** A process in a machine whose streams are connected to us. */
export interface MachineProcess {
  readonly stdin: ChildProcessWithoutNullStreams['stdin'];
  readonly stdout: ChildProcessWithoutNullStreams['stdout'];
  readonly stderr: ChildProcessWithoutNullStreams['stderr'];
  /** Signals the process itself and its descendants that stayed in its group. */
  readonly kill: (signal: NodeJS.Signals) => void;
  readonly ended: Promise<{ readonly status: number | undefined; readonly signal: NodeJS.Signals | undefined }>;
}

/** Runs a command in the namespaces of a process, with an environment of its own. */
export function execIn(pid: number, argv: readonly string[], options: ExecOptions): Promise<Completed> {
  const { input, timeoutMs } = options;
  return run(entering(pid, argv, options), {
    ...(input === undefined ? {} : { input }),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  });
}

/** Starts a command in the namespaces of a process; it is killed when we end. */
export function spawnIn(pid: number, argv: readonly string[], options: ExecOptions): MachineProcess {
  const [command = '', ...rest] = entering(pid, argv, options);
  const child = spawn(command, rest, { detached: true });
  const kill = (signal: NodeJS.Signals) => signalGroup(child.pid, signal);
  const killAtExit = () => kill('SIGKILL');
  process.once('exit', killAtExit);
  child.stdin.on('error', () => undefined);
  const ended = once(child, 'close').then(([status, signal]: unknown[]) => {
    process.off('exit', killAtExit);
    return {
      status: (status ?? undefined) as number | undefined,
      signal: (signal ?? undefined) as NodeJS.Signals | undefined,
    };
  });
  return { stdin: child.stdin, stdout: child.stdout, stderr: child.stderr, kill, ended };
}

/** The command line that runs `argv` in all namespaces of a process. */
export function entering(pid: number, argv: readonly string[], options: ExecOptions): readonly string[] {
  const env = { ...plainEnvironment, ...options.env };
  const settings = Object.entries(env).map(([name, value]) => `${name}=${value}`);
  return ['nsenter', '-t', String(pid), '-a', 'env', '-i', ...settings, ...argv];
}

const plainEnvironment = {
  PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  HOME: '/root',
  USER: 'root',
  LANG: 'C.UTF-8',
  TERM: 'dumb',
};
