import { PerennialError } from '../../core/errors.ts';
import type { EtcdAccess } from '../../core/etcd/access.ts';
import type { EtcdMember } from '../../core/etcd/cluster.ts';
import { endpointsOf } from '../../core/kubeadm/endpoints.ts';
import type { Etcd } from '../../ports/etcd.ts';
import { certificateInUse, firstCertificate, isPair, layoutIn } from './control-plane.ts';
import type { Gate } from './effects.ts';
import { isHealthy, settle } from './kubelet.ts';
import type { Machine } from './machine.ts';
import { bytesAt } from './tree.ts';

/** This machine's member, which leads while it answers, and the others as they were said to be. */
export function memoryEtcd(machine: Machine, gate: Gate): Etcd {
  return {
    async cluster(access) {
      gate.assertAlive();
      settle(machine);
      assertAnswers(machine, access);
      const { members, alarms } = machine.etcd;
      return { members: [ownMember(machine), ...members], alarms: { kind: 'answered', value: alarms } };
    },
  };
}

const OWN_MEMBER = '1';

/** Both sides verify: with a pair that does not match, or one that has run out, there is no handshake. */
function assertAnswers(machine: Machine, { host, port, client }: EtcdAccess): void {
  const certificate = firstCertificate(bytesAt(machine, client.certificatePath));
  const matches = isPair(bytesAt(machine, client.certificatePath), bytesAt(machine, client.keyPath));
  if (!matches || certificate === undefined) throw unavailable(`${client.certificatePath} is no pair with its key`);
  const process = machine.processes.get('etcd');
  const listens = endpointsOf(layoutIn(machine)).some(
    ({ endpoint, leaf }) => leaf === 'etcd-server' && endpoint.host === host && endpoint.port === port,
  );
  if (process === undefined || !listens || !isHealthy(machine, 'etcd')) throw unavailable('connection refused');
  const server = certificateInUse(machine, process, 'etcd-server');
  if (server === undefined) throw unavailable('the handshake failed');
  if (Math.min(server.notAfter, certificate.notAfter) <= machine.now) throw unavailable('certificate has expired');
}

function ownMember({ node }: Machine): EtcdMember {
  const status = { revision: 4711, raftTerm: 3, leader: OWN_MEMBER, dbSizeBytes: 20_480, errors: [] };
  return {
    id: OWN_MEMBER,
    name: node,
    peerUrls: ['https://127.0.0.1:2380'],
    clientUrls: ['https://127.0.0.1:2379'],
    isLearner: false,
    status: { kind: 'answered', value: status },
  };
}

function unavailable(why: string): PerennialError {
  return new PerennialError('etcd-unavailable', `etcd at 127.0.0.1:2379 does not answer: ${why}`);
}
