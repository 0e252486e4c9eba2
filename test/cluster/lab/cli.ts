import { parseArgs } from 'node:util';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { asControlPlane, bootControlPlane } from './control-plane.ts';
import { bootControlPlanes } from './control-planes.ts';
import { builtKubeadm } from './kubernetes.ts';
import { attachedMachine } from './machine.ts';
import type { Machine } from './machine.ts';
import { entering } from './machine-processes.ts';
import { machineRecords, readRecord } from './machine-record.ts';
import { addressOf } from './network.ts';
import { firstProcess, isAlive } from './outer-process.ts';
import { assertUsable, ensurePackages } from './packages.ts';
import { builtToolchain } from './toolchain.ts';

const usage = `usage: node test/cluster/lab/cli.ts COMMAND        (as root)

  build [VERSION] [--kubeadm-only]            build into the cache what a control plane needs
  up NAME [--version V] [--validity 5m0s] [--algorithm RSA-2048] [--san NAME]... [--nodes 3]
                                              boot a machine with a kubeadm control plane, or three
                                              (NAME1, NAME2, NAME3) and their balancer (NAME-lb)
  list                                        machines, running or off
  exec NAME -- COMMAND...                     run a command in a machine
  power-cut NAME                              end all its processes at once; its disks stay
  boot NAME                                   start it again
  down NAME                                   remove it
`;

const newestVersion = '1.36.3';

const commands: Readonly<Record<string, (args: readonly string[]) => Promise<number>>> = {
  build,
  up,
  list,
  exec: execute,
  'power-cut': (args) => withMachine(args, (machine) => machine.powerCut()),
  boot: (args) => withMachine(args, bootAgain),
  down: (args) => withMachine(args, (machine) => machine.wipe()),
};

async function main(): Promise<number> {
  const [name = '', ...args] = process.argv.slice(2);
  const command = commands[name];
  if (command === undefined) {
    process.stderr.write(usage);
    return name === '' ? 0 : 2;
  }
  await assertUsable();
  return command(args);
}

async function build(args: readonly string[]): Promise<number> {
  const options = { 'kubeadm-only': { type: 'boolean' } } as const;
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  const [version = newestVersion] = positionals;
  await ensurePackages();
  console.log(values['kubeadm-only'] ? await builtKubeadm(version) : (await builtToolchain(version)).folder);
  return 0;
}

async function up(args: readonly string[]): Promise<number> {
  const options = {
    version: { type: 'string', default: newestVersion },
    validity: { type: 'string' },
    algorithm: { type: 'string' },
    san: { type: 'string', multiple: true },
    nodes: { type: 'string', default: '1' },
  } as const;
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  const name = nameIn(positionals);
  const { version, validity, algorithm, san, nodes } = values;
  const settings = {
    version,
    ...(validity === undefined ? {} : { certificateValidityPeriod: validity }),
    ...(algorithm === undefined ? {} : { encryptionAlgorithm: algorithm }),
    ...(san === undefined ? {} : { certSANs: san }),
  };
  if (nodes !== '1' && nodes !== '3') throw new Error('--nodes is 1 or 3');
  const isTaken = (machine: string) => readRecord(machine) !== undefined;
  if ([name, `${name}1`, `${name}-lb`].some(isTaken)) throw new Error(`there is a ${name}: take it down first`);
  const ready =
    nodes === '1'
      ? [await bootControlPlane({ ...settings, name, address: addressOf(await freePlace(1)) })]
      : (await bootControlPlanes({ ...settings, name, place: await freePlace(4) })).nodes;
  for (const controlPlane of ready) console.log(`${controlPlane.name} ${controlPlane.address} ${version} ready`);
  return 0;
}

async function list(): Promise<number> {
  for (const { name, address, version, outer } of await machineRecords()) {
    console.log([name, address, version, isAlive(outer) ? 'running' : 'off'].join('\t'));
  }
  return 0;
}

/** The machine's process gets our own terminal, streams and working end. */
async function execute(args: readonly string[]): Promise<number> {
  const [name, separator, ...argv] = args;
  const outer = readRecord(nameIn([name ?? '']))?.outer;
  if (separator !== '--' || argv.length === 0) throw new Error('usage: exec NAME -- COMMAND...');
  const first = isAlive(outer) ? firstProcess(outer) : undefined;
  if (first === undefined) throw new Error(`machine ${name ?? ''} is not running`);
  const [command = '', ...rest] = entering(first, argv, {});
  const [status] = (await once(spawn(command, rest, { stdio: 'inherit' }), 'close')) as [number | null];
  return status ?? 1;
}

async function bootAgain(machine: Machine): Promise<void> {
  await machine.boot();
  await asControlPlane(machine).ready();
}

async function withMachine(args: readonly string[], act: (machine: Machine) => Promise<void>): Promise<number> {
  const name = nameIn(args);
  const machine = attachedMachine(name);
  if (machine === undefined) throw new Error(`there is no machine ${name}`);
  await act(machine);
  return 0;
}

function nameIn(positionals: readonly string[]): string {
  const [name = ''] = positionals;
  if (name === '') throw new Error('which machine? give its name');
  return name;
}

/** The first of so many free places in a row. */
async function freePlace(length: number): Promise<number> {
  const taken = new Set((await machineRecords()).map((record) => record.address));
  const isFree = (place: number) => !taken.has(addressOf(place));
  const places = Array.from({ length: 80 }, (_, index) => index + 11);
  const free = places.find((place) => Array.from({ length }, (_, index) => place + index).every(isFree));
  if (free === undefined) throw new Error('every address is taken: take machines down');
  return free;
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
