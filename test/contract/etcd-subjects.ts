import type { TestContext } from 'node:test';
import {
  clientPair,
  etcdAuthority,
  serveEtcd,
  serverPair,
} from '../../src/adapters/grpc/etcd/etcd-server.test-support.ts';
import { grpcEtcd } from '../../src/adapters/grpc/etcd/grpc-etcd.ts';
import type { EtcdAccess } from '../../src/core/etcd/access.ts';
import type { EtcdMember } from '../../src/core/etcd/cluster.ts';
import type { Etcd } from '../../src/ports/etcd.ts';
import { controlPlane } from '../crash/node.ts';
import type { MadePair } from '../pki.ts';

/** The etcd of `cp-1`, its only member and leader at first, and hands beside it that are not the adapter's. */
export interface EtcdSubject {
  readonly etcd: Etcd;
  readonly access: EtcdAccess;
  /** From here on `cp-2` is a member, too. */
  readonly join: (how: 'well' | 'silent' | 'never started' | 'learner') => Promise<void>;
  readonly raiseNoSpace: () => void;
  /** The member of this node ends. */
  readonly end: () => Promise<void>;
  /** The client's files hold this pair from here on. */
  readonly hold: (pair: MadePair) => void;
  /** Pairs of etcd's authority for a client: one that is good, and one that has run out. */
  readonly pairs: { readonly good: MadePair; readonly expired: MadePair };
}

export const etcdSubjects: readonly {
  readonly name: string;
  readonly make: (t: TestContext) => Promise<EtcdSubject>;
}[] = [
  { name: 'memory', make: memorySubject },
  { name: 'gRPC', make: grpcSubject },
];

const client = { certificatePath: '/pki/apiserver-etcd-client.crt', keyPath: '/pki/apiserver-etcd-client.key' };
const authorityPath = '/pki/etcd/ca.crt';
const status = { revision: 4711, raftTerm: 3, leader: '1', dbSizeBytes: 20_480, errors: [] };

async function memorySubject(): Promise<EtcdSubject> {
  const now = controlPlane().machine.now;
  const pairs = pairsAt(now);
  const node = controlPlane();
  const hold = ({ certificatePem, privateKeyPem }: MadePair): void => {
    node.write(client.certificatePath, certificatePem);
    node.write(client.keyPath, privateKeyPem);
  };
  hold(pairs.good);
  const { world } = node.live();
  return {
    etcd: world.etcd,
    access: { host: '127.0.0.1', port: 2379, authorityPath, client },
    join: async (how) => void (node.machine.etcd = { ...node.machine.etcd, members: [second(how)] }),
    raiseNoSpace: () =>
      void (node.machine.etcd = { ...node.machine.etcd, alarms: [{ member: '1', alarm: 'NOSPACE' }] }),
    end: async () => {
      const running = await world.containers.running();
      await world.containers.stop(running.find(({ component }) => component === 'etcd')?.id ?? '', 0);
    },
    hold,
    pairs,
  };
}

function second(how: Parameters<EtcdSubject['join']>[0]): EtcdMember {
  const started = how !== 'never started';
  const answers = how === 'well' || how === 'learner';
  return {
    id: '2',
    name: started ? 'cp-2' : '',
    peerUrls: ['https://10.0.0.2:2380'],
    clientUrls: started ? ['https://10.0.0.2:2379'] : [],
    isLearner: how === 'learner',
    status: answers ? { kind: 'answered', value: status } : { kind: 'silent', why: 'connection refused' },
  };
}

async function grpcSubject(t: TestContext): Promise<EtcdSubject> {
  const pairs = pairsAt(Date.now());
  let held = pairs.good;
  const texts: Readonly<Record<string, () => string>> = {
    [authorityPath]: () => etcdAuthority.certificatePem,
    [client.certificatePath]: () => held.certificatePem,
    [client.keyPath]: () => held.privateKeyPem,
  };
  const { revision, raftTerm, dbSizeBytes: dbSize } = status;
  const Status = () => ({ header: { revision }, raftTerm, dbSize, leader: 1 });
  const alarms: object[] = [];
  const members: object[] = [];
  const answers = { MemberList: () => ({ members }), Status, Alarm: () => ({ alarms }) };
  const own = await serveEtcd(t, answers, serverPair());
  const peerURLs = ['https://127.0.0.1:2380'];
  members.push({ ID: 1, name: 'cp-1', peerURLs, clientURLs: [own.url] });
  return {
    etcd: grpcEtcd({ read: async (path) => texts[path]?.() ?? '', timeoutMilliseconds: 2000 }),
    access: { host: '127.0.0.1', port: own.port, authorityPath, client },
    join: async (how) => {
      if (how === 'never started') return void members.push({ ID: 2, peerURLs });
      const other = await serveEtcd(t, { Status });
      members.push({ ID: 2, name: 'cp-2', peerURLs, clientURLs: [other.url], isLearner: how === 'learner' });
      if (how === 'silent') other.end();
    },
    raiseNoSpace: () => void alarms.push({ memberID: 1, alarm: 'NOSPACE' }),
    end: async () => own.end(),
    hold: (pair) => void (held = pair),
    pairs,
  };
}

const pairsAt = (now: number): EtcdSubject['pairs'] => ({
  good: clientPair({ notBefore: now - day, notAfter: now + day }),
  expired: clientPair({ notBefore: now - 2 * day, notAfter: now - day }),
});

const day = 86_400_000;
