import { execFile } from 'node:child_process';
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
}

/** Runs it to its end, which is bounded. Never throws for how it ends. The times of rules are read in the time zone of TZ. */
export async function ended(program: Path, args: readonly string[]): Promise<Ended> {
  return await new Promise((resolve) => {
    const options = { timeout: LONGEST, env: { PATH: folders.join(':'), TZ: 'UTC', LC_ALL: 'C' } };
    execFile(program, args, options, (error, stdout, stderr) => {
      const why = stderr.trim().split('\n').at(-1) || (error?.message ?? '');
      resolve({ ok: error === null, stdout, why: why.slice(0, 300) });
    });
  });
}

const LONGEST = 15_000;

/** The same, but anything but success is an error. */
export async function mustEnd(program: Path, args: readonly string[], what: string): Promise<string> {
  const { ok, stdout, why } = await ended(program, args);
  if (ok) return stdout;
  throw new PerennialError('firewall-failed', `${what}: ${program}: ${why}`, {
    hint: `see what the machine's firewall says: ${program} ${args.join(' ')}`,
  });
}
