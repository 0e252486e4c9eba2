import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, open, readFile, realpath, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { innerScript, outerScript } from './boot-script.ts';
import { makeCgroups } from './cgroups.ts';
import { writeMachineFiles } from './machine-files.ts';
import { execIn } from './machine-processes.ts';
import { hostName, machineFolder, writeRecord } from './machine-record.ts';
import type { MachineRecord, OuterProcess } from './machine-record.ts';
import { stopProcesses } from './machine-removal.ts';
import { connect } from './network.ts';
import { firstProcess, isAlive, outerProcess } from './outer-process.ts';
import { mustRun } from './run.ts';
import { waitUntil } from './wait-until.ts';

const checkout = join(import.meta.dirname, '../../..');

/** Starts a machine from what is recorded and kept of it; resolves when systemd and containerd are up. */
export async function powerOn(record: MachineRecord): Promise<void> {
  if (isAlive(record.outer)) throw new Error(`machine ${record.name} is running already`);
  await stopProcesses(record);
  await makeDisks(record);
  await writeMachineFiles(record);
  await writeScripts(record, await makeCgroups(record.name));
  await connect(record.name, record.address);
  const outer = await startOuter(record.name);
  await writeRecord({ ...record, outer });
  await systemdReady(record.name, outer);
}

async function makeDisks(record: MachineRecord): Promise<void> {
  const folder = machineFolder(record.name);
  if (existsSync(join(folder, 'mem/upper'))) return;
  if (existsSync(join(folder, 'mem'))) throw new Error(`machine ${record.name}: its root went with the host's restart`);
  for (const disk of ['root', 'containerd', 'etcd', 'mem']) await mkdir(join(folder, disk), { recursive: true });
  await mustRun(['mount', '-t', 'tmpfs', hostName(record.name), join(folder, 'mem')]);
  for (const layer of ['upper', 'work']) await mkdir(join(folder, 'mem', layer));
}

async function writeScripts(record: MachineRecord, cgroupFolders: readonly string[]): Promise<void> {
  const folder = machineFolder(record.name);
  const shared = { checkout: await realpath(checkout), toolchain: record.toolchainFolder };
  await writeFile(join(folder, 'outer.sh'), outerScript(record.name, cgroupFolders));
  await writeFile(join(folder, 'inner.sh'), innerScript(record, shared));
}

/** The process outlives us: a machine is left running for other processes until its power is cut. */
async function startOuter(name: string): Promise<OuterProcess> {
  const folder = machineFolder(name);
  const log = await open(join(folder, 'boot.log'), 'w');
  // nsenter, because `ip netns exec` mounts another /sys and hides the cgroups.
  const argv = [`--net=/run/netns/${hostName(name)}`, 'bash', join(folder, 'outer.sh')];
  const child = spawn('nsenter', argv, { detached: true, stdio: ['ignore', log.fd, log.fd], cwd: '/' });
  child.unref();
  await log.close();
  const outer = child.pid === undefined ? undefined : outerProcess(child.pid);
  if (outer === undefined) throw new Error(`machine ${name}: ${await bootLog(name)}`);
  return outer;
}

async function systemdReady(name: string, outer: OuterProcess): Promise<void> {
  const states = await waitUntil(() => (isAlive(outer) ? readyState(outer) : 'dead'), {
    what: `systemd of ${name}`,
    deadlineMs: 60_000,
    everyMs: 200,
  });
  if (states === 'dead') throw new Error(`machine ${name} died while booting: ${await bootLog(name)}`);
}

async function readyState(outer: OuterProcess): Promise<'ready' | undefined> {
  const first = firstProcess(outer);
  if (first === undefined || !(await isSystemd(first))) return undefined;
  const state = await execIn(first, ['systemctl', 'is-active', 'multi-user.target', 'containerd.service'], {});
  return state.stdout === 'active\nactive\n' ? 'ready' : undefined;
}

/** PID 1 is the boot script until it has turned the root; entering before that would be entering the host's root. */
async function isSystemd(pid: number): Promise<boolean> {
  return (await readFile(`/proc/${String(pid)}/comm`, 'utf8')).trim() === 'systemd';
}

async function bootLog(name: string): Promise<string> {
  return (await readFile(join(machineFolder(name), 'boot.log'), 'utf8')).trim();
}
