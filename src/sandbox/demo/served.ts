import { connect } from 'node:tls';
import type { Sandbox } from '../sandbox.ts';

/** Serials by name of the port, each from a new handshake of our own. */
export async function servedSerials({ ports }: Sandbox): Promise<ReadonlyMap<string, string>> {
  const doors = [
    [`kube-apiserver (port ${ports.apiServer})`, ports.apiServer],
    [`etcd, for clients (port ${ports.etcdClient})`, ports.etcdClient],
    [`etcd, for members (port ${ports.etcdPeer})`, ports.etcdPeer],
  ] as const;
  return new Map(await Promise.all(doors.map(async ([name, port]) => [name, await presentedAt(port)] as const)));
}

/** What a port presents, seen before it asks who is there. */
function presentedAt(port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port, rejectUnauthorized: false }, () => {
      resolve(socket.getPeerX509Certificate()?.serialNumber ?? 'nothing');
      socket.destroy();
    });
    socket.on('error', reject);
  });
}
