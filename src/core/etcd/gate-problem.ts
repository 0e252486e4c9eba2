import type { Answer, EtcdAlarm, EtcdCluster, EtcdMember, EtcdStatus } from './cluster.ts';

/** `reload`: a member's files are replaced, it runs on; `restart`: it is away for a moment. */
export type EtcdChange = 'reload' | 'restart';

/** So many revisions a member may be behind another. All are asked at once, and a cluster under load writes hundreds a second. */
export const REVISIONS_APART = 1000;

/**
 * What speaks against changing one member of etcd now, in words; undefined when nothing does. All members must be well whatever is
 * changed: a change that goes wrong makes one more that is not. The only member of its cluster may always be restarted: that is its
 * own outage, nobody else's.
 */
export function gateProblem(cluster: EtcdCluster, change: EtcdChange): string | undefined {
  const { members, alarms } = cluster;
  if (members.length === 0) return 'etcd names no members';
  if (change === 'restart' && members.length === 1) return undefined;
  const answered = members.flatMap((member) =>
    member.status.kind === 'answered' ? [{ member, status: member.status.value }] : [],
  );
  return (
    first(members, unready) ??
    alarmRaised(alarms, members) ??
    first(answered, unwell) ??
    disagreement(answered) ??
    unknownAlarms(alarms) ??
    (change === 'restart' ? quorumLost(members.length) : undefined)
  );
}

interface Answered {
  readonly member: EtcdMember;
  readonly status: EtcdStatus;
}

function unready(member: EtcdMember): string | undefined {
  if (member.name === '' || member.clientUrls.length === 0) return `${called(member)} was added and never started`;
  if (member.status.kind === 'silent') return `${called(member)} does not answer: ${member.status.why}`;
  return member.isLearner ? `${called(member)} is a learner, which has no vote yet` : undefined;
}

function alarmRaised(alarms: Answer<readonly EtcdAlarm[]>, members: readonly EtcdMember[]): string | undefined {
  const [raised] = alarms.kind === 'answered' ? alarms.value : [];
  if (raised === undefined) return undefined;
  const by = members.find(({ id }) => id === raised.member);
  return `the alarm ${raised.alarm} is raised by ${by === undefined ? `the etcd member ${raised.member}` : called(by)}`;
}

const unknownAlarms = (alarms: Answer<readonly EtcdAlarm[]>): string | undefined =>
  alarms.kind === 'silent' ? `etcd does not say whether an alarm is raised: ${alarms.why}` : undefined;

function unwell({ member, status }: Answered): string | undefined {
  const [error] = status.errors;
  if (status.leader === '0') return `${called(member)} knows no leader`;
  return error === undefined ? undefined : `${called(member)} is not well: ${error}`;
}

function disagreement(answered: readonly Answered[]): string | undefined {
  const [one, ...others] = answered;
  if (one === undefined) return undefined;
  const other = others.find(
    ({ status }) => status.leader !== one.status.leader || status.raftTerm !== one.status.raftTerm,
  );
  if (other !== undefined) return `${called(one.member)} and ${called(other.member)} do not agree on who leads`;
  const inOrder = answered.toSorted((a, b) => a.status.revision - b.status.revision);
  const [last = one, ahead = one] = [inOrder[0], inOrder.at(-1)];
  const apart = ahead.status.revision - last.status.revision;
  return apart > REVISIONS_APART
    ? `${called(last.member)} is ${String(apart)} revisions behind ${called(ahead.member)}`
    : undefined;
}

/** All are well by now, so the others must be enough: more than half of all (Ongaro, Raft, section 5.2). */
function quorumLost(members: number): string | undefined {
  const quorum = Math.floor(members / 2) + 1;
  if (members - 1 >= quorum) return undefined;
  return `etcd has ${String(members)} members, so it stands still while one of them restarts`;
}

const called = ({ name, id }: EtcdMember): string => `the etcd member ${name === '' ? id : name}`;

function first<T>(all: readonly T[], problemOf: (one: T) => string | undefined): string | undefined {
  for (const one of all) {
    const problem = problemOf(one);
    if (problem !== undefined) return problem;
  }
  return undefined;
}
