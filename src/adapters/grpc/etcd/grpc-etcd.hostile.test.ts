import assert from 'node:assert/strict';
import { createServer, type Socket } from 'node:net';
import { describe, test, type TestContext } from 'node:test';
import { testAuthority } from '../../../../test/pki.ts';
import type { EtcdAccess } from '../../../core/etcd/access.ts';
import type { EtcdCluster } from '../../../core/etcd/cluster.ts';
import { gateProblem } from '../../../core/etcd/gate-problem.ts';
import { type Answers, clientPair, etcdAuthority, serveEtcd, serverPair } from './etcd-server.test-support.ts';
import { grpcEtcd } from './grpc-etcd.ts';

const client = clientPair();
const texts: Readonly<Record<string, string>> = {
  ca: etcdAuthority.certificatePem,
  crt: client.certificatePem,
  key: client.privateKeyPem,
};

const accessTo = (port: number): EtcdAccess => ({
  host: '127.0.0.1',
  port,
  authorityPath: 'ca',
  client: { certificatePath: 'crt', keyPath: 'key' },
});

const ask = async (port: number, files = texts): Promise<EtcdCluster> =>
  await grpcEtcd({ read: async (path) => files[path] ?? '', timeoutMilliseconds: 700 }).cluster(accessTo(port));

const unavailable = (words: RegExp) => ({ name: 'PerennialError', code: 'etcd-unavailable', message: words });
const refusing = (code: number, words: string) => () => Object.assign(new Error(words), { code, details: words });

/** What a server answers that lists itself as `cp-1` and these as its other members. */
async function listing(t: TestContext, others: readonly object[], own: Partial<Answers> = {}): Promise<EtcdCluster> {
  const members: object[] = [...others];
  const Status = () => ({ header: { revision: 1 }, leader: 1, raftTerm: 1 });
  const server = await serveEtcd(t, { MemberList: () => ({ members }), Status, Alarm: () => ({}), ...own });
  members.unshift({ ID: 1, name: 'cp-1', clientURLs: [server.url] });
  return await ask(server.port);
}

/** A plain socket server with manners of its own. */
async function serveBytes(t: TestContext, behave: (peer: Socket) => void): Promise<number> {
  const peers = new Set<Socket>();
  const server = createServer((peer) => {
    peers.add(peer);
    peer.on('error', () => peer.destroy());
    behave(peer);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    for (const peer of peers) peer.destroy();
    server.close();
  });
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : assert.fail('no port');
}

describe('this node’s own member that', () => {
  test('accepts and says nothing is given up in time', async (t) => {
    await assert.rejects(
      ask(await serveBytes(t, () => undefined)),
      unavailable(/^etcd at 127\.0\.0\.1:\d+ does not answer/),
    );
  });

  test('closes at once', async (t) => {
    await assert.rejects(ask(await serveBytes(t, (peer) => peer.end())), unavailable(/does not answer/));
  });

  test('says garbage', async (t) => {
    const port = await serveBytes(t, (peer) => peer.write(Buffer.alloc(4096, 'HTTP/1.1 200 OK\r\n\r\n')));
    await assert.rejects(ask(port), unavailable(/does not answer/));
  });

  test('has a certificate of another authority', async (t) => {
    const impostor = testAuthority({ commonName: 'etcd-ca' }).leaf({ commonName: 'cp-1', ipAddresses: ['127.0.0.1'] });
    const { port } = await serveEtcd(t, {}, impostor);
    await assert.rejects(ask(port), unavailable(/does not answer: .*(certificate|signature)/));
  });

  test('has a certificate for another address', async (t) => {
    const { port } = await serveEtcd(t, {}, serverPair({ ipAddresses: ['10.0.0.9'] }));
    await assert.rejects(ask(port), unavailable(/127\.0\.0\.1 is not in the cert's list/));
  });

  test('has a certificate that has run out', async (t) => {
    const past = Date.now() - 1000;
    const { port } = await serveEtcd(t, {}, serverPair({ notAfter: past }));
    await assert.rejects(ask(port), unavailable(/certificate has expired/));
  });

  test('knows no such call', async (t) => {
    const { port } = await serveEtcd(t, {});
    await assert.rejects(ask(port), unavailable(/not implement/));
  });

  test('names more members than there can be', async (t) => {
    const members = Array.from({ length: 21 }, (_, ID) => ({ ID }));
    const { port } = await serveEtcd(t, { MemberList: () => ({ members }) });
    await assert.rejects(ask(port), unavailable(/it names 21 members/));
  });

  test('answers more than can be meant', async (t) => {
    const { port } = await serveEtcd(t, { MemberList: () => ({ members: [{ ID: 1, name: 'x'.repeat(300_000) }] }) });
    await assert.rejects(ask(port), unavailable(/larger than max/));
  });

  test('is no member at all in its own list', async (t) => {
    const { port } = await serveEtcd(t, { MemberList: () => ({}), Alarm: () => ({}) });
    assert.match(gateProblem(await ask(port), 'restart') ?? '', /names no members/);
  });

  test('does not tell its alarms', async (t) => {
    const { alarms } = await listing(t, [], { Alarm: refusing(14, 'etcdserver: no leader') });
    assert.deepEqual(alarms, { kind: 'silent', why: 'etcdserver: no leader' });
  });

  test('raises an alarm that this version does not know', async (t) => {
    const cluster = await listing(t, [], { Alarm: () => ({ alarms: [{ memberID: 1, alarm: 9 }] }) });
    assert.match(gateProblem(cluster, 'reload') ?? '', /the alarm 9 is raised by the etcd member cp-1/);
  });

  test('lists alarms that are none', async (t) => {
    const { alarms } = await listing(t, [], { Alarm: () => ({ alarms: [{ memberID: 1, alarm: 0 }] }) });
    assert.deepEqual(alarms, { kind: 'answered', value: [] });
  });
});

describe('another member whose address for clients is', () => {
  const addresses: readonly (readonly [url: string, why: RegExp])[] = [
    ['http://127.0.0.1:1', /it has no https address/],
    ['unix:///run/secret.sock', /it has no https address/],
    ['not a url', /it has no https address/],
    ['', /it has no https address/],
    ['https://127.0.0.1:1', /^at 127\.0\.0\.1:1: connection refused$/],
    ['https://[::1]:1', /^at \[::1\]:1: ./],
    ['https://no-such-host.invalid:2379', /^at no-such-host\.invalid:2379: ./],
  ];
  for (const [url, why] of addresses) {
    test(`"${url}" is silent`, async (t) => {
      const { members } = await listing(t, [{ ID: 2, name: 'cp-2', clientURLs: [url] }]);
      const status = members[1]?.status ?? assert.fail('no second member');
      assert.match(status.kind === 'silent' ? status.why : '', why);
    });
  }

  test('good, and its answer without a header, counts as revision 0', async (t) => {
    const other = await serveEtcd(t, { Status: () => ({ leader: 1, raftTerm: 1 }) });
    const { members } = await listing(t, [{ ID: 2, name: 'cp-2', clientURLs: [other.url] }]);
    const status = members[1]?.status;
    assert.equal(status?.kind === 'answered' && status.value.revision, 0);
  });
});

test('ids are hexadecimal, whatever their size, and long names and errors are cut', async (t) => {
  const Status = () => ({ header: { revision: 1 }, leader: 1, raftTerm: 1, errors: ['y'.repeat(5000)] });
  const { members } = await listing(t, [{ ID: '18446744073709551615', name: 'x'.repeat(5000) }], { Status });
  assert.equal(members[1]?.id, 'ffffffffffffffff');
  assert.equal(members[1]?.name.length, 100);
  const own = members[0]?.status;
  assert.equal(own?.kind === 'answered' && own.value.errors[0]?.length, 200);
});

test('files of ours that are none are named by nobody’s content', async (t) => {
  const { port } = await serveEtcd(t, {});
  for (const file of ['ca', 'crt', 'key']) {
    await assert.rejects(ask(port, { ...texts, [file]: 'SECRET' }), (thrown: Error) => {
      assert.match(thrown.message, /does not answer/);
      assert.doesNotMatch(`${thrown.message} ${String(thrown.cause)}`, /SECRET/);
      return true;
    });
  }
});
