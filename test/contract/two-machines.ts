import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import type { TestContext } from 'node:test';
import type { Path } from '../../src/core/names.ts';
import { temporaryFolder } from './subjects.ts';

/** Two network namespaces with a cable between them: a machine, where a server echoes at two ports, and one outside of it. */
export interface TwoMachines {
  /** A program that runs `program` in the machine's network, and has no other name. */
  readonly inside: (program: Path) => Promise<Path>;
  readonly connect: (from: 'outside' | 'inside', port: number) => Promise<Connection | 'refused'>;
}

/** One that is open; `echoes` says whether it still carries anything. */
export interface Connection {
  readonly echoes: () => Promise<boolean>;
}

const PORTS = [6443, 2379] as const;

/** Why this process cannot make them; undefined where it can. */
export function whyNotTwoMachines(): string | undefined {
  if (process.platform !== 'linux') return 'network namespaces are Linux';
  return process.getuid?.() === 0 ? undefined : 'network namespaces need root';
}

export async function twoMachines(t: TestContext): Promise<TwoMachines> {
  const folder = await temporaryFolder(t);
  const [machine, outside] = [await network(t), await network(t)];
  const ip = (where: string, ...args: readonly string[]) =>
    execFileSync('nsenter', [`--net=${where}`, 'ip', ...args], { stdio: 'pipe' });
  ip(machine, 'link', 'add', 'eth0', 'type', 'veth', 'peer', 'name', 'eth0', 'netns', pidOf(outside));
  for (const [where, address] of [
    [machine, '10.0.0.1/24'],
    [outside, '10.0.0.2/24'],
  ] as const) {
    ip(where, 'address', 'add', address, 'dev', 'eth0');
    for (const link of ['lo', 'eth0']) ip(where, 'link', 'set', link, 'up');
  }
  await speaker(t, machine, server);
  const clients = { outside: await speaker(t, outside, client), inside: await speaker(t, machine, client) };
  return {
    async inside(program) {
      const path = join(folder, program.replaceAll('/', '-'));
      await writeFile(path, `#!/bin/sh\nexec nsenter --net=${machine} ${program} "$@"\n`);
      await chmod(path, 0o755);
      return path;
    },
    async connect(from, port) {
      const said = await clients[from].ask(`open ${String(port)}`);
      if (said === 'refused') return 'refused';
      return { echoes: async () => (await clients[from].ask(`echo ${said}`)) === 'yes' };
    },
  };
}

/** Its path; gone with the process that holds it. */
async function network(t: TestContext): Promise<Path> {
  const holder = spawn('unshare', ['--net', 'sh', '-c', 'echo made; exec cat'], {
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  await stoppedAfter(t, holder);
  return `/proc/${String(holder.pid)}/ns/net`;
}

const pidOf = (path: Path): string => path.split('/')[2] ?? '';

/** A Node program in that network which answers each line with a line; its first line says that it is ready. */
async function speaker(t: TestContext, where: Path, program: string) {
  const child = spawn('nsenter', [`--net=${where}`, process.execPath, '--input-type=module', '-e', program], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = await stoppedAfter(t, child);
  return {
    async ask(line: string): Promise<string> {
      const answer = once(lines, 'line') as Promise<[string]>;
      child.stdin?.write(`${line}\n`);
      return (await answer)[0];
    },
  };
}

/** Resolves at its first line. */
async function stoppedAfter(t: TestContext, child: ChildProcess): Promise<Interface> {
  if (child.stdout === null) throw new Error('a child without a stream');
  t.after(() => child.kill('SIGKILL'));
  const lines = createInterface(child.stdout);
  await once(lines, 'line');
  return lines;
}

const server = `
import { createServer } from 'node:net';
let up = 0;
for (const port of [${PORTS.join(', ')}]) {
  const echo = createServer((socket) => socket.on('error', () => {}).pipe(socket));
  echo.listen(port, '0.0.0.0', () => ++up === ${String(PORTS.length)} && console.log('ready'));
}
process.stdin.resume();`;

const client = `
import { connect } from 'node:net';
import { createInterface } from 'node:readline';
const open = [];
createInterface(process.stdin).on('line', (line) => {
  const [what, number] = line.split(' ');
  if (what === 'open') {
    const socket = connect(Number(number), '10.0.0.1');
    socket.once('error', () => console.log('refused'));
    socket.once('connect', () => {
      socket.removeAllListeners('error').on('error', () => {});
      console.log(String(open.push(socket) - 1));
    });
    return;
  }
  const socket = open[Number(number)];
  const said = (yes) => { socket.removeAllListeners('data').removeAllListeners('close'); console.log(yes ? 'yes' : 'no'); };
  if (socket.destroyed) return console.log('no');
  socket.once('data', () => said(true)).once('close', () => said(false));
  socket.write('?');
});
console.log('ready');`;
