import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { endProcesses, removeCgroups } from './cgroups.ts';
import { machineFolder, readRecord, writeRecord } from './machine-record.ts';
import type { MachineRecord } from './machine-record.ts';
import { disconnect } from './network.ts';
import { isAlive } from './outer-process.ts';
import { mustRun } from './run.ts';

/** Ends every process of a machine at once and takes its network away; its disks stay. Safe to call on one that is off. */
export async function stopProcesses(record: MachineRecord): Promise<void> {
  // The end of the outer process ends PID 1 with it (--kill-child), and so the whole PID namespace.
  if (isAlive(record.outer)) process.kill(record.outer.pid, 'SIGKILL');
  await endProcesses(record.name);
  // A restarted machine has no cgroups of its former life; a kubelet that finds some waits for their containers.
  await removeCgroups(record.name);
  await disconnect(record.name, record.address);
  await writeRecord({ ...record, outer: undefined });
}

/** Removes a machine, or what a crash left of it: processes, network, mounts, cgroups, disks. */
export async function removeMachine(name: string, address: string): Promise<void> {
  const record = readRecord(name);
  if (record !== undefined) await stopProcesses(record);
  // What has no record, because a crash came before it.
  await endProcesses(name);
  await removeCgroups(name);
  await disconnect(name, address);
  const folder = machineFolder(name);
  for (const mount of await mountsBelow(folder)) await mustRun(['umount', mount]);
  if (existsSync(folder)) await rm(folder, { recursive: true });
}

/** Deepest first. */
async function mountsBelow(folder: string): Promise<readonly string[]> {
  const lines = (await readFile('/proc/self/mounts', 'utf8')).split('\n');
  const points = lines.map((line) => line.split(' ')[1] ?? '');
  return points.filter((point) => point.startsWith(`${folder}/`)).reverse();
}
