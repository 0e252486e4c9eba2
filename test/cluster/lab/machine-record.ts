import { existsSync, readFileSync } from 'node:fs';
import { mkdir, readdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What another process needs to know to use a machine: kept in its folder, so it is found again after a crash. */
export interface MachineRecord {
  readonly name: string;
  readonly address: string;
  /** Of the toolchain, as `1.36.3`. */
  readonly version: string;
  readonly toolchainFolder: string;
  readonly pauseImage: string;
  readonly hosts: Readonly<Record<string, string>>;
  /** The process whose death is the machine's power cut; absent while it is off. */
  readonly outer?: OuterProcess | undefined;
}

/** A process id alone may be used again by another process; its start time tells. */
export interface OuterProcess {
  readonly pid: number;
  readonly startTicks: string;
}

const machinesFolder = '/var/lib/perennial-lab/machines';

/** Where a machine's layers and data lie on the host. */
export function machineFolder(name: string): string {
  return join(machinesFolder, name);
}

/** The name of everything on the host that belongs to a machine: network namespace, cgroups. */
export function hostName(name: string): string {
  return `perennial-${name}`;
}

/** The records of all machines, running or off. */
export async function machineRecords(): Promise<readonly MachineRecord[]> {
  if (!existsSync(machinesFolder)) return [];
  const names = await readdir(machinesFolder);
  return names.map((name) => readRecord(name)).filter((record) => record !== undefined);
}

/** The record of one machine; undefined where there is none, or a crash left its folder without one. */
export function readRecord(name: string): MachineRecord | undefined {
  const file = recordFile(name);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as MachineRecord) : undefined;
}

/** Writes a machine's record, whole or not at all. */
export async function writeRecord(record: MachineRecord): Promise<void> {
  await mkdir(machineFolder(record.name), { recursive: true });
  const file = recordFile(record.name);
  await writeFile(`${file}.new`, `${JSON.stringify(record, undefined, 2)}\n`);
  await rename(`${file}.new`, file);
}

function recordFile(name: string): string {
  return join(machineFolder(name), 'machine.json');
}
