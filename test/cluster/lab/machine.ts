import { join } from 'node:path';
import { powerOn } from './machine-power.ts';
import { execIn, spawnIn } from './machine-processes.ts';
import type { ExecOptions, MachineProcess } from './machine-processes.ts';
import { machineFolder, readRecord, writeRecord } from './machine-record.ts';
import type { MachineRecord } from './machine-record.ts';
import { removeMachine, stopProcesses } from './machine-removal.ts';
import { firstProcess, isAlive } from './outer-process.ts';
import { allowEnoughWatchers } from './kernel-limits.ts';
import { assertUsable, ensurePackages } from './packages.ts';
import type { Completed } from './run.ts';
import type { Toolchain } from './toolchain.ts';

export interface MachineRequest {
  /** Its hostname: a letter, then up to eleven letters, digits and hyphens. A machine that has the name already is removed. */
  readonly name: string;
  readonly address: string;
  readonly toolchain: Toolchain;
  /** Further lines of its /etc/hosts: name to address. */
  readonly hosts?: Readonly<Record<string, string>>;
}

/** A machine: namespaces of its own, an overlay of this host's root, systemd as PID 1, containerd running. */
export interface Machine {
  readonly name: string;
  readonly address: string;
  readonly version: string;
  /** Runs a command as root to its end; a status other than 0 is a value. */
  readonly exec: (argv: readonly string[], options?: ExecOptions) => Promise<Completed>;
  /** Runs a command that has to succeed; its standard output. */
  readonly mustExec: (argv: readonly string[], options?: ExecOptions) => Promise<string>;
  readonly spawn: (argv: readonly string[], options?: ExecOptions) => MachineProcess;
  /** Where the host sees a file of the running machine; of one that is off, where its upper layer has it. */
  readonly path: (path: string) => string;
  readonly isRunning: () => boolean;
  /** Ends every process at once, as a power cut does. What was written survives: root's upper layer, containerd, etcd. */
  readonly powerCut: () => Promise<void>;
  /** Starts it again; resolves when systemd and containerd are up. */
  readonly boot: () => Promise<void>;
  /** Removes it and everything of it from the host. */
  readonly wipe: () => Promise<void>;
}

/** A new machine, booted; whatever had its name before is gone. Needs root. */
export async function bootMachine(request: MachineRequest): Promise<Machine> {
  await assertUsable();
  await ensurePackages();
  await allowEnoughWatchers();
  assertName(request.name);
  await removeMachine(request.name, request.address);
  const { name, address, hosts = {}, toolchain } = request;
  const { version, folder, pauseImage } = toolchain;
  await writeRecord({ name, address, hosts, version, toolchainFolder: folder, pauseImage });
  const machine = machineOf(name);
  await machine.boot();
  return machine;
}

/** A machine that another process booted, running or off; undefined where there is none of the name. */
export function attachedMachine(name: string): Machine | undefined {
  return readRecord(name) === undefined ? undefined : machineOf(name);
}

function machineOf(name: string): Machine {
  const { address, version } = recordOf(name);
  const exec = (argv: readonly string[], options: ExecOptions = {}) => execIn(systemdOf(name), argv, options);
  return {
    name,
    address,
    version,
    exec,
    mustExec: async (argv, options) => outputOf(argv, await exec(argv, options)),
    spawn: (argv, options = {}) => spawnIn(systemdOf(name), argv, options),
    path: (path) => hostPath(name, path),
    isRunning: () => isAlive(readRecord(name)?.outer),
    powerCut: () => stopProcesses(recordOf(name)),
    boot: () => powerOn(recordOf(name)),
    wipe: () => removeMachine(name, address),
  };
}

function recordOf(name: string): MachineRecord {
  const record = readRecord(name);
  if (record === undefined) throw new Error(`there is no machine ${name}`);
  return record;
}

function systemdOf(name: string): number {
  const { outer } = recordOf(name);
  const first = isAlive(outer) ? firstProcess(outer) : undefined;
  if (first === undefined) throw new Error(`machine ${name} is off`);
  return first;
}

function hostPath(name: string, path: string): string {
  const { outer } = recordOf(name);
  const first = isAlive(outer) ? firstProcess(outer) : undefined;
  if (first !== undefined) return join(`/proc/${String(first)}/root`, path);
  const ownDisk = /^\/var\/lib\/(etcd|containerd)(?:\/|$)/.exec(path);
  if (ownDisk === null) return join(machineFolder(name), 'mem/upper', path);
  return join(machineFolder(name), path.slice('/var/lib/'.length));
}

function outputOf(argv: readonly string[], result: Completed): string {
  if (result.status === 0) return result.stdout;
  const end = result.signal ?? `status ${String(result.status)}`;
  throw new Error(`${argv.join(' ')}: ${end}\n${result.stderr || result.stdout}`);
}

/** Host names of the lab have to fit where the kernel and kubeadm take them. */
function assertName(name: string): void {
  if (!/^[a-z][a-z0-9-]{0,11}$/.test(name))
    throw new Error(`"${name}" is no name for a machine: use letters and digits`);
}
