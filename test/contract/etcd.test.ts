import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { EtcdMember } from '../../src/core/etcd/cluster.ts';
import { gateProblem } from '../../src/core/etcd/gate-problem.ts';
import { type EtcdSubject, etcdSubjects } from './etcd-subjects.ts';

const memberOf = async ({ etcd, access }: EtcdSubject, id: string): Promise<EtcdMember> => {
  const { members } = await etcd.cluster(access);
  return members.find((one) => one.id === id) ?? assert.fail(`no member ${id}`);
};
const unavailable = { name: 'PerennialError', code: 'etcd-unavailable' };

for (const { name, make } of etcdSubjects) {
  test(`etcd, ${name}: the only member says who it is and how it is, and that no alarm is raised`, async (t) => {
    const subject = await make(t);
    const { members, alarms } = await subject.etcd.cluster(subject.access);
    assert.deepEqual(
      members.map(({ id, name, isLearner }) => [id, name, isLearner]),
      [['1', 'cp-1', false]],
    );
    assert.deepEqual(members[0]?.status, {
      kind: 'answered',
      value: { revision: 4711, raftTerm: 3, leader: '1', dbSizeBytes: 20_480, errors: [] },
    });
    assert.deepEqual(alarms, { kind: 'answered', value: [] });
  });

  test(`etcd, ${name}: two that are well may be reloaded, and not restarted`, async (t) => {
    const subject = await make(t);
    await subject.join('well');
    const cluster = await subject.etcd.cluster(subject.access);
    assert.equal(cluster.members.length, 2);
    assert.equal(gateProblem(cluster, 'reload'), undefined);
    assert.match(gateProblem(cluster, 'restart') ?? '', /stands still/);
  });

  test(`etcd, ${name}: a member that does not answer is there, silent, with the reason`, async (t) => {
    const subject = await make(t);
    await subject.join('silent');
    const { status } = await memberOf(subject, '2');
    assert.match(status.kind === 'silent' ? status.why : '', /connection refused/);
  });

  test(`etcd, ${name}: a member that was never started has no name and no address`, async (t) => {
    const subject = await make(t);
    await subject.join('never started');
    const { name: called, clientUrls, status } = await memberOf(subject, '2');
    assert.deepEqual([called, clientUrls, status.kind], ['', [], 'silent']);
  });

  test(`etcd, ${name}: a learner is one`, async (t) => {
    const subject = await make(t);
    await subject.join('learner');
    assert.equal((await memberOf(subject, '2')).isLearner, true);
  });

  test(`etcd, ${name}: an alarm is told with the member that raised it`, async (t) => {
    const subject = await make(t);
    subject.raiseNoSpace();
    const { alarms } = await subject.etcd.cluster(subject.access);
    assert.deepEqual(alarms, { kind: 'answered', value: [{ member: '1', alarm: 'NOSPACE' }] });
  });

  test(`etcd, ${name}: without this node's own member nothing can be asked`, async (t) => {
    const subject = await make(t);
    await subject.end();
    await assert.rejects(subject.etcd.cluster(subject.access), { ...unavailable, message: /connection refused/ });
  });

  test(`etcd, ${name}: the client's files are read anew each time`, async (t) => {
    const subject = await make(t);
    subject.hold(subject.pairs.expired);
    await assert.rejects(subject.etcd.cluster(subject.access), unavailable);
    subject.hold(subject.pairs.good);
    assert.equal((await subject.etcd.cluster(subject.access)).members.length, 1);
  });

  test(`etcd, ${name}: without a client's pair nothing can be asked`, async (t) => {
    const subject = await make(t);
    subject.hold({ ...subject.pairs.good, privateKeyPem: 'rubbish' });
    await assert.rejects(subject.etcd.cluster(subject.access), unavailable);
  });
}
