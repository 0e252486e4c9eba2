import { readFileSync } from 'node:fs';
import { etcdClient } from '../../src/adapters/grpc/etcd/etcd-client.ts';
import type { Machine } from './lab/machine.ts';

/** Does `work` while a machine's member of etcd raises NOSPACE, as it does when its disk quota is used up: nothing can be written. */
export async function whileOutOfSpace(machine: Machine, work: () => Promise<void>): Promise<void> {
  await alarm(machine, 'ACTIVATE');
  await work().finally(() => alarm(machine, 'DEACTIVATE'));
}

async function alarm(machine: Machine, action: 'ACTIVATE' | 'DEACTIVATE'): Promise<void> {
  const pem = (name: string) => readFileSync(machine.path(`/etc/kubernetes/pki/${name}`), 'utf8');
  const client = await etcdClient(
    { host: machine.address, port: 2379 },
    {
      authorityPem: pem('etcd/ca.crt'),
      certificatePem: pem('etcd/healthcheck-client.crt'),
      privateKeyPem: pem('etcd/healthcheck-client.key'),
    },
  );
  try {
    const { members } = await client.call('MemberList', {}, 5000);
    const memberID = members.find(({ name }) => name === machine.name)?.ID;
    // The product only ever asks.
    await client.call('Alarm', { action, memberID, alarm: 'NOSPACE' } as never, 5000);
  } finally {
    client.close();
  }
}
