import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { mkdir, readFile, rmdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hostName } from './machine-record.ts';
import { waitUntil } from './wait-until.ts';

/** One mounted cgroup hierarchy of the host: several of version 1, or one of version 2. */
export interface Hierarchy {
  readonly mountPoint: string;
  readonly type: 'cgroup' | 'cgroup2';
  /** Mount options that name the hierarchy: `cpu,cpuacct`, `name=systemd`, or nothing. */
  readonly options: string;
}

/** The host's hierarchies, from its mount table. */
export function hierarchies(): readonly Hierarchy[] {
  const lines = readFileSync('/proc/self/mounts', 'utf8').split('\n');
  return lines.flatMap((line) => {
    const [, mountPoint = '', type, options = ''] = line.split(' ');
    if (type !== 'cgroup' && type !== 'cgroup2') return [];
    return [{ mountPoint, type, options: type === 'cgroup' ? namesIn(options) : '' }];
  });
}

/** A machine's own cgroup in every hierarchy, made and ready for processes. */
export async function makeCgroups(name: string): Promise<readonly string[]> {
  const folders = hierarchies().map((hierarchy) => join(hierarchy.mountPoint, hostName(name)));
  for (const folder of folders) {
    await mkdir(folder, { recursive: true });
    await fillCpuset(folder);
  }
  return folders;
}

/**
 * Ends every process of a machine and waits until none is left. Whatever is in a machine's cgroups was started there by
 * the lab, also where a crash left no record of it.
 */
export async function endProcesses(name: string): Promise<void> {
  const roots = hierarchies().map((hierarchy) => join(hierarchy.mountPoint, hostName(name)));
  const kill = () => {
    const pids = new Set(roots.flatMap(withChildren).flatMap(processesIn));
    for (const pid of pids) process.kill(pid, 'SIGKILL');
    return pids.size === 0 || undefined;
  };
  await waitUntil(kill, { what: `end of every process of ${name}`, deadlineMs: 20_000 });
}

/** Removes a machine's cgroups; no process is in them any more, but the kernel may still be letting go of the last. */
export async function removeCgroups(name: string): Promise<void> {
  const roots = hierarchies().map((hierarchy) => join(hierarchy.mountPoint, hostName(name)));
  const remove = async () => {
    for (const folder of roots.flatMap(withChildren).toReversed()) await rmdir(folder);
    return true;
  };
  await waitUntil(remove, { what: `removal of the cgroups of ${name}`, deadlineMs: 10_000 });
}

function namesIn(options: string): string {
  const general = new Set(['rw', 'ro', 'nosuid', 'nodev', 'noexec', 'relatime', 'seclabel']);
  return options
    .split(',')
    .filter((option) => !general.has(option) && !/^(release_agent|clone_children)/.test(option))
    .join(',');
}

/** A new cpuset of version 1 is empty and takes no process until it names processors and memory. */
async function fillCpuset(folder: string): Promise<void> {
  for (const file of ['cpuset.cpus', 'cpuset.mems']) {
    const path = join(folder, file);
    if (!existsSync(path) || existsSync(`${path}.effective`)) continue;
    await writeFile(path, await readFile(join(folder, '..', file)));
  }
}

function withChildren(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return [folder, ...entries.flatMap((entry) => withChildren(join(folder, entry.name)))];
}

function processesIn(folder: string): readonly number[] {
  const text = existsSync(folder) ? readFileSync(join(folder, 'cgroup.procs'), 'utf8') : '';
  return text.split('\n').filter(Boolean).map(Number);
}
