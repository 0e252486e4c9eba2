import { execFile, type ExecFileException } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import { PerennialError } from '../../core/errors.ts';
import type { Path } from '../../core/names.ts';

/** Where a program of this machine lies; undefined when it has none. Not by PATH: cron's leaves the folders of root out. */
export async function installed(name: string): Promise<Path | undefined> {
  for (const folder of folders) {
    const path = `${folder}/${name}`;
    if (await isExecutable(path)) return path;
  }
  return undefined;
}

const folders = ['/usr/local/sbin', '/usr/sbin', '/sbin', '/usr/local/bin', '/usr/bin', '/bin'];

async function isExecutable(path: Path): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

export interface Ended {
  readonly ok: boolean;
  readonly stdout: string;
  /** What it said last on its way out. */
  readonly why: string;
  /** It failed, and may work at another time: that says nothing about what is there. */
  readonly isBusy: boolean;
}

/** Runs it to its end, which is bounded. Never throws for how it ends. The times of rules are read in the time zone of TZ. */
export async function ended(program: Path, args: readonly string[]): Promise<Ended> {
  return await new Promise((resolve) => {
    const options = { timeout: LONGEST, env: { PATH: folders.join(':'), TZ: 'UTC', LC_ALL: 'C' } };
    execFile(program, args, options, (error, stdout, stderr) => {
      const why = stderr.trim().split('\n').at(-1) || (error?.message ?? '');
      resolve({ ok: error === null, stdout, why: why.slice(0, 300), isBusy: error !== null && passes(error, why) });
    });
  });
}

/**
 * Out of time, no process to be had, or a resource problem: status 4 of iptables(8), for a lock that kube-proxy holds. It is also that of
 * a user who may not, and of what the kernel cannot do, and these do not pass.
 */
function passes({ code, killed }: ExecFileException, why: string): boolean {
  if (killed === true || ['EAGAIN', 'ENOMEM', 'EMFILE', 'ENFILE'].includes(String(code))) return true;
  return Number(code) === RESOURCE_PROBLEM && !/denied|not permitted|not supported/i.test(why);
}

const RESOURCE_PROBLEM = 4;

const LONGEST = 15_000;

/** What it wrote; anything but success is an error. */
export async function mustEnd(program: Path, args: readonly string[], what: string): Promise<string> {
  return (await endedIf(({ ok }) => ok, program, args, what)).stdout;
}

/** The same, but where the program or its part of the kernel is not there, that is an answer, too. */
export async function mustAnswer(program: Path, args: readonly string[], what: string): Promise<Ended> {
  return await endedIf(({ isBusy }) => !isBusy, program, args, what);
}

async function endedIf(
  isGood: (end: Ended) => boolean,
  program: Path,
  args: readonly string[],
  what: string,
): Promise<Ended> {
  const end = await ended(program, args);
  if (isGood(end)) return end;
  throw new PerennialError('firewall-failed', `${what}: ${program}: ${end.why}`, {
    hint: `see what the machine's firewall says: ${program} ${args.join(' ')}`,
  });
}
