import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { EtcdAlarm, EtcdCluster, EtcdMember, EtcdStatus } from './cluster.ts';
import { type EtcdChange, gateProblem, REVISIONS_APART } from './gate-problem.ts';

const well: EtcdStatus = { revision: 5000, raftTerm: 7, leader: 'a1', dbSizeBytes: 20_480, errors: [] };

const member = (number: number, status: Partial<EtcdStatus> = {}): EtcdMember => ({
  id: `a${String(number)}`,
  name: `cp-${String(number)}`,
  peerUrls: [`https://10.0.0.${String(number)}:2380`],
  clientUrls: [`https://10.0.0.${String(number)}:2379`],
  isLearner: false,
  status: { kind: 'answered', value: { ...well, ...status } },
});

/** So many members, all well, but the last as it is given. */
function cluster(size: number, last: EtcdMember = member(size), alarms: readonly EtcdAlarm[] = []): EtcdCluster {
  const members = Array.from({ length: size }, (_, index) => (index + 1 === size ? last : member(index + 1)));
  return { members, alarms: { kind: 'answered', value: alarms } };
}

const silent = (why: string) => ({ kind: 'silent', why }) as const;
const unstarted: EtcdMember = { ...member(3), name: '', clientUrls: [], status: silent('it has no address') };
const learner: EtcdMember = { ...member(3), isLearner: true };
const unreachable: EtcdMember = { ...member(3), status: silent('connection refused') };
const noSpace: EtcdAlarm = { member: 'a2', alarm: 'NOSPACE' };

describe('either change is in the way of', () => {
  const rows: readonly (readonly [name: string, cluster: EtcdCluster, problem: RegExp])[] = [
    ['a cluster without members', cluster(0), /names no members/],
    ['a member that was never started', cluster(3, unstarted), /etcd member a3 was added and never started/],
    ['a member without an address', cluster(3, { ...member(3), clientUrls: [] }), /cp-3 was added and never started/],
    ['a member without a name', cluster(3, { ...member(3), name: '' }), /a3 was added and never started/],
    ['a learner', cluster(3, learner), /cp-3 is a learner/],
    ['a member that does not answer', cluster(3, unreachable), /cp-3 does not answer: connection refused/],
    ['one of five that does not answer', cluster(5, { ...unreachable, name: 'cp-5' }), /cp-5 does not answer/],
    ['an alarm', cluster(3, member(3), [noSpace]), /the alarm NOSPACE is raised by the etcd member cp-2/],
    [
      'an alarm of a member that is none any more',
      cluster(3, member(3), [{ member: 'b9', alarm: 'CORRUPT' }]),
      /the alarm CORRUPT is raised by the etcd member b9/,
    ],
    [
      'an alarm, which a member repeats as its error',
      cluster(3, member(3, { errors: ['x'] }), [noSpace]),
      /alarm NOSP/,
    ],
    ['alarms that are not told', { ...cluster(3), alarms: silent('no answer in time') }, /whether an alarm .* in time/],
    ['a member that knows no leader', cluster(3, member(3, { leader: '0' })), /cp-3 knows no leader/],
    ['a member that is not well', cluster(3, member(3, { errors: ['disk slow'] })), /cp-3 is not well: disk slow/],
    ['another leader', cluster(3, member(3, { leader: 'a2' })), /cp-1 and the etcd member cp-3 do not agree/],
    ['another term', cluster(3, member(3, { raftTerm: 8 })), /cp-1 and the etcd member cp-3 do not agree/],
    [
      'a member just too far behind',
      cluster(3, member(3, { revision: well.revision - REVISIONS_APART - 1 })),
      /cp-3 is 1001 revisions behind the etcd member cp-2/,
    ],
    [
      'a member just too far ahead',
      cluster(3, member(3, { revision: well.revision + REVISIONS_APART + 1 })),
      /cp-1 is 1001 revisions behind the etcd member cp-3/,
    ],
    ['no leader, which is why alarms are not told', leaderless(), /cp-1 knows no leader/],
    [
      'a silent member before all that follows from it',
      { ...cluster(3, unreachable), alarms: silent('?') },
      /cp-3 does/,
    ],
  ];
  for (const [name, given, problem] of rows) {
    for (const change of ['reload', 'restart'] as const) {
      test(`${name} (${change})`, () => assert.match(gateProblem(given, change) ?? 'none', problem));
    }
  }
});

function leaderless(): EtcdCluster {
  return { members: [member(1, { leader: '0' }), member(2, { leader: '0' })], alarms: silent('no answer in time') };
}

describe('nothing is in the way of', () => {
  const rows: readonly (readonly [name: string, cluster: EtcdCluster, change: EtcdChange])[] = [
    ['a reload of the only member', cluster(1), 'reload'],
    ['a restart of the only member', cluster(1), 'restart'],
    ['a restart of the only member, however it is', cluster(1, unreachable, [noSpace]), 'restart'],
    ['a reload of one of two', cluster(2), 'reload'],
    ['a reload of one of three', cluster(3), 'reload'],
    ['a restart of one of three', cluster(3), 'restart'],
    ['a restart of one of four', cluster(4), 'restart'],
    ['a restart of one of five', cluster(5), 'restart'],
    [
      'a restart with a member that is as far behind as it may be',
      cluster(3, member(3, { revision: well.revision - REVISIONS_APART })),
      'restart',
    ],
  ];
  for (const [name, given, change] of rows) {
    test(name, () => assert.equal(gateProblem(given, change), undefined));
  }
});

describe('the quorum', () => {
  test('of two does not survive the restart of one', () => {
    assert.match(gateProblem(cluster(2), 'restart') ?? '', /2 members, so it stands still while one of them restarts/);
  });

  test('is spoken of only where all are well', () => {
    assert.match(gateProblem(cluster(2, { ...unreachable, name: 'cp-2' }), 'restart') ?? '', /cp-2 does not answer/);
  });

  test('does not excuse an only member that is not well from a reload', () => {
    assert.match(gateProblem(cluster(1, unreachable), 'reload') ?? '', /does not answer/);
    assert.match(gateProblem(cluster(1, member(1), [{ member: 'a1', alarm: 'NOSPACE' }]), 'reload') ?? '', /NOSPACE/);
  });
});
