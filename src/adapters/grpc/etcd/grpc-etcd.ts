import { httpsAddress } from '../../../core/https-address.ts';
import { PerennialError } from '../../../core/errors.ts';
import type { EtcdAccess } from '../../../core/etcd/access.ts';
import type { Answer, EtcdAlarm, EtcdMember, EtcdStatus } from '../../../core/etcd/cluster.ts';
import type { Path } from '../../../core/names.ts';
import type { Etcd } from '../../../ports/etcd.ts';
import { type EtcdAddress, type EtcdClient, etcdClient, type EtcdCredentials, placeOf } from './etcd-client.ts';
import { etcdFailure, failureWords } from './etcd-failure.ts';
import type { AlarmMessage, ListedMember, StatusMessage } from './etcd-messages.ts';

export interface EtcdRequest {
  /** The text of a file of this node. */
  readonly read: (path: Path) => Promise<string>;
  /** For each call. Default 3 s. */
  readonly timeoutMilliseconds?: number;
}

/** etcd advises seven members at most; whoever names more than this is not asked member by member. */
const MOST_MEMBERS = 20;

/** etcd over its own API. All members are asked at the same time, so that their revisions can be compared. */
export function grpcEtcd({ read, timeoutMilliseconds = 3000 }: EtcdRequest): Etcd {
  return {
    async cluster(access) {
      const credentials = await credentialsOf(access, read);
      const own = { host: access.host, port: access.port };
      const connect = (to: EtcdAddress) => connected(to, credentials);
      const { members } = await asking(own, connect, async (client) => {
        // Not linearizable: without a quorum the list is what tells who is missing.
        return await client.call('MemberList', {}, timeoutMilliseconds);
      });
      if (members.length > MOST_MEMBERS)
        throw etcdFailure(placeOf(own), new Error(`it names ${members.length} members`));
      const [statuses, alarms] = await Promise.all([
        Promise.all(members.map((member) => statusOf(member, connect, timeoutMilliseconds))),
        alarmsOf(own, connect, timeoutMilliseconds),
      ]);
      return { members: members.map((member, index) => memberOf(member, statuses[index] ?? unasked)), alarms };
    },
  };
}

type Connect = (to: EtcdAddress) => Promise<EtcdClient>;

const unasked: Answer<EtcdStatus> = { kind: 'silent', why: 'it was not asked' };

async function credentialsOf(
  { authorityPath, client }: EtcdAccess,
  read: EtcdRequest['read'],
): Promise<EtcdCredentials> {
  const [authorityPem, certificatePem, privateKeyPem] = await Promise.all([
    read(authorityPath),
    read(client.certificatePath),
    read(client.keyPath),
  ]);
  return { authorityPem, certificatePem, privateKeyPem };
}

/** What OpenSSL says of a file that it cannot use holds nothing of it. */
async function connected(to: EtcdAddress, credentials: EtcdCredentials): Promise<EtcdClient> {
  try {
    return await etcdClient(to, credentials);
  } catch (thrown) {
    throw etcdFailure(placeOf(to), thrown);
  }
}

async function asking<T>(to: EtcdAddress, connect: Connect, work: (client: EtcdClient) => Promise<T>): Promise<T> {
  const client = await connect(to);
  try {
    return await work(client);
  } catch (thrown) {
    throw etcdFailure(placeOf(to), thrown);
  } finally {
    client.close();
  }
}

async function statusOf(member: ListedMember, connect: Connect, milliseconds: number): Promise<Answer<EtcdStatus>> {
  const address = member.clientURLs.map(addressIn).find((one) => one !== undefined);
  if (address === undefined) return { kind: 'silent', why: 'it has no https address for clients' };
  return await answerOf(
    async () => statusIn(await asking(address, connect, (client) => client.call('Status', {}, milliseconds))),
    `at ${placeOf(address)}: `,
  );
}

/** etcd puts even this question to its quorum (server/etcdserver/v3_server.go, `Alarm`). Nothing is changed by it. */
async function alarmsOf(
  own: EtcdAddress,
  connect: Connect,
  milliseconds: number,
): Promise<Answer<readonly EtcdAlarm[]>> {
  return await answerOf(async () => {
    const { alarms } = await asking(own, connect, (client) => client.call('Alarm', { action: 'GET' }, milliseconds));
    return alarms.filter(({ alarm }) => alarm !== 'NONE').map(alarmIn);
  }, '');
}

async function answerOf<T>(ask: () => Promise<T>, where: string): Promise<Answer<T>> {
  try {
    return { kind: 'answered', value: await ask() };
  } catch (thrown) {
    if (!(thrown instanceof PerennialError)) throw thrown;
    return { kind: 'silent', why: where + failureWords(thrown.cause) };
  }
}

function memberOf({ ID, name, peerURLs, clientURLs, isLearner }: ListedMember, status: Answer<EtcdStatus>): EtcdMember {
  return {
    id: hex(ID),
    name: name.slice(0, 100),
    peerUrls: peerURLs,
    clientUrls: clientURLs,
    isLearner,
    status,
  };
}

function statusIn({ header, dbSize, leader, raftTerm, errors }: StatusMessage): EtcdStatus {
  return {
    revision: Number(header?.revision ?? 0),
    raftTerm: Number(raftTerm),
    leader: hex(leader),
    dbSizeBytes: Number(dbSize),
    errors: errors.map((error) => error.slice(0, 200)),
  };
}

const alarmIn = ({ memberID, alarm }: AlarmMessage): EtcdAlarm => ({ member: hex(memberID), alarm: String(alarm) });

function addressIn(text: string): EtcdAddress | undefined {
  const url = URL.parse(text);
  return url?.protocol === 'https:' ? httpsAddress(url) : undefined;
}

const hex = (decimal: string): string => BigInt(decimal).toString(16);
