import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { Machine } from './machine.ts';

export interface ForwardedPort {
  /** Of this host's loopback. */
  readonly port: number;
  readonly close: () => void;
}

/** What listens at a machine's own loopback, reachable from this host as through `ssh -L`: a process in the machine for each connection. */
export async function forwardedPort(machine: Machine, port: number): Promise<ForwardedPort> {
  const script = `exec 3<>/dev/tcp/127.0.0.1/${String(port)}; cat <&3 & cat >&3; kill %1`;
  const server = createServer((socket) => {
    const relay = machine.spawn(['bash', '-c', script]);
    relay.stdout.pipe(socket);
    socket.pipe(relay.stdin);
    socket.on('error', () => undefined);
    socket.on('close', () => relay.kill('SIGKILL'));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { port: (server.address() as AddressInfo).port, close: () => void server.close() };
}
