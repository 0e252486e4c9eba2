import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { cgroupsEmpty, removeCgroups } from './cgroups.ts';
import { machineFolder, readRecord, writeRecord } from './machine-record.ts';
import type { MachineRecord } from './machine-record.ts';
import { disconnect } from './network.ts';
import { isAlive } from './outer-process.ts';
import { mustRun } from './run.ts';

/** Ends every process of a machine at once and takes its network away; its disks stay. Safe to call on one that is off. */
export async function stopProcesses(record: MachineRecord): Promise<void> {
  // The end of the outer process ends PID 1 with it (--kill-child), and so the whole PID namespace.
  if (isAlive(record.outer)) process.kill(record.outer.pid, 'SIGKILL');
  await cgroupsEmpty(record.name);
  await disconnect(record.name, record.address);
  const { outer: _ended, ...off } = record;
  await writeRecord(off);
}

/** Removes a machine, or what a crash left of it: processes, network, mounts, cgroups, disks. */
export async function removeMachine(name: string, address: string): Promise<void> {
  const record = readRecord(name);
  if (record !== undefined) await stopProcesses(record);
  await disconnect(name, address);
  await removeCgroups(name);
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
