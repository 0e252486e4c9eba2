import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { bytes, changedPaths } from '../../test/crash/consistent.ts';
import { controlPlane } from '../../test/crash/node.ts';
import { Crash, cutAt } from '../adapters/memory/effects.ts';
import type { OtherEtcd } from '../adapters/memory/machine.ts';
import type { MemoryNode } from '../adapters/memory/memory-node.ts';
import type { EtcdMember } from '../core/etcd/cluster.ts';
import { certificateNames } from '../core/kubeadm/certificates.ts';
import { DAY } from '../core/instant.ts';
import type { Outcome } from '../core/plan/report.ts';
import { defaultPolicy, type Policy } from '../core/policy.ts';
import type { News } from '../ports/news.ts';
import { openRunIds } from './recorded-runs.ts';
import { renew } from './renew.ts';
import type { ChangeReport, RenewRequest, RestartRequest } from './requests.ts';
import { restart } from './restart.ts';
import { resume } from './resume.ts';
import { runScheduled } from './run-scheduled.ts';

const status = { revision: 4711, raftTerm: 3, leader: '1', dbSizeBytes: 20_480, errors: [] };

const member = (number: number, isUp = true): EtcdMember => ({
  id: String(number),
  name: `cp-${String(number)}`,
  peerUrls: [`https://10.0.0.${String(number)}:2380`],
  clientUrls: [`https://10.0.0.${String(number)}:2379`],
  isLearner: false,
  status: isUp ? { kind: 'answered', value: status } : { kind: 'silent', why: 'connection refused' },
});

const two: OtherEtcd = { members: [member(2)], alarms: [] };
const three: OtherEtcd = { members: [member(2), member(3)], alarms: [] };
const oneDown: OtherEtcd = { members: [member(2), member(3, false)], alarms: [] };
const outOfSpace: OtherEtcd = { members: [member(2), member(3)], alarms: [{ member: '2', alarm: 'NOSPACE' }] };

const request: RenewRequest = {
  policy: defaultPolicy,
  copies: [],
  which: { kind: 'named', names: ['etcd-server', 'etcd-peer'] },
  sans: { add: {}, remove: {} },
  consent: async () => true,
};
const restarting: RestartRequest = {
  policy: defaultPolicy,
  copies: [],
  which: { kind: 'named', components: ['etcd'] },
  drain: true,
  despiteEtcd: false,
  consent: request.consent,
};

const isDown = /the etcd member cp-3 does not answer: connection refused/;

function outcomeOf(change: ChangeReport): Outcome {
  return change.kind === 'ran' ? change.report.outcome : assert.fail(change.kind);
}

const reasonOf = (outcome: Outcome): string => (outcome.kind === 'stopped' ? outcome.reason : outcome.kind);

describe('before anything is begun', () => {
  for (const [about, etcd, words] of [
    ['a member that is down', oneDown, isDown],
    ['an alarm', outOfSpace, /the alarm NOSPACE is raised by the etcd member cp-2/],
  ] as const) {
    test(`a renewal is refused for ${about}, with words and a hint, and nothing at all is done`, async () => {
      const { world, effects } = controlPlane({ etcd }).live();
      await assert.rejects(renew(request, world), { code: 'etcd-unhealthy', message: words, hint: /--despite-etcd/ });
      assert.deepEqual(effects, []);
    });
  }

  test('a renewal of what is not a file of etcd does not mind', async () => {
    const other: RenewRequest = { ...request, which: { kind: 'named', names: ['apiserver'] } };
    assert.equal(outcomeOf(await renew(other, controlPlane({ etcd: oneDown }).live().world)).kind, 'complete');
  });

  test('a person may go ahead all the same', async () => {
    const { world } = controlPlane({ etcd: oneDown }).live();
    assert.equal(outcomeOf(await renew({ ...request, despiteEtcd: true }, world)).kind, 'complete');
  });
});

describe('a restart of etcd', () => {
  test('is refused where there are two members, unless told', async () => {
    const node = controlPlane({ etcd: two });
    const { world, effects } = node.live();
    await assert.rejects(restart(restarting, world), {
      code: 'etcd-unhealthy',
      message: /2 members, so it stands still/,
      hint: /--despite-etcd/,
    });
    assert.deepEqual(effects, []);
    assert.equal(outcomeOf(await restart({ ...restarting, despiteEtcd: true }, node.live().world)).kind, 'complete');
  });

  for (const [members, etcd] of [
    ['one', undefined],
    ['three', three],
  ] as const) {
    test(`is done where there are ${members}`, async () => {
      const { world } = controlPlane({ ...(etcd && { etcd }) }).live();
      assert.equal(outcomeOf(await restart(restarting, world)).kind, 'complete');
    });
  }
});

for (const [names, code] of [
  [['etcd-peer'], 'would-not-start'],
  [['apiserver-etcd-client', 'etcd-healthcheck-client'], 'etcd-unhealthy'],
] as const) {
  test(`a restart of etcd is refused when ${names.join(' and ')} ran out while the others were renewed`, async () => {
    const node = controlPlane({ etcd: three });
    const which = { kind: 'named', names: others(names) } as const;
    assert.equal(outcomeOf(await renew({ ...request, which }, node.live().world)).kind, 'complete');
    node.pass(30 * DAY);
    const { world, effects } = node.live();
    await assert.rejects(restart(restarting, world), { code });
    assert.deepEqual(effects, []);
  });
}

const others = (names: readonly string[]): readonly string[] =>
  certificateNames.filter((name) => name !== 'super-admin.conf' && !names.includes(name));

test('a component that would not come back is not restarted', async () => {
  const node = controlPlane();
  const other = node.machine.tree.get('/etc/kubernetes/pki/etcd/peer.key');
  node.write('/etc/kubernetes/pki/etcd/server.key', other?.kind === 'file' ? other.bytes : assert.fail());
  const { world, effects } = node.live();
  await assert.rejects(restart({ ...restarting, despiteEtcd: true }, world), {
    code: 'would-not-start',
    message: /^etcd would not come back from a restart: etcd-server: its private key belongs to another certificate$/,
  });
  assert.deepEqual(effects, []);
});

/** Told when the stage of etcd begins, and when something is waited for. */
function hands(node: MemoryNode, on: { readonly stage: OtherEtcd; readonly waiting?: OtherEtcd }) {
  const why: string[] = [];
  const tell = (news: News): void => {
    if (news.kind === 'stage' && news.stage.name.startsWith('etcd')) node.machine.etcd = on.stage;
    if (news.kind !== 'waiting') return;
    why.push(news.why);
    node.machine.etcd = on.waiting ?? node.machine.etcd;
  };
  return { tell, why };
}

describe('while a run is under way', () => {
  test('the gate waits for a member that comes back, and says so', async () => {
    const node = controlPlane({ etcd: three });
    const { tell, why } = hands(node, { stage: oneDown, waiting: three });
    assert.equal(outcomeOf(await renew(request, node.live({ tell }).world)).kind, 'complete');
    assert.equal(why.length, 1);
    assert.match(why[0] ?? '', isDown);
  });

  test('a member that stays away stops it before a file of etcd is replaced, and there is nothing to undo', async () => {
    const node = controlPlane({ etcd: three });
    const before = bytes(node);
    const { tell } = hands(node, { stage: oneDown });
    const { world, effects } = node.live({ tell });
    const change = await renew(request, world);
    assert.match(reasonOf(outcomeOf(change)), isDown);
    assert.equal(change.kind === 'ran' && change.report.rolledBackBy?.outcome.kind, 'complete');
    assert.deepEqual(changedPaths(before, bytes(node)), []);
    assert.deepEqual(
      effects.filter((label) => label.startsWith('install')),
      [],
    );
    assert.deepEqual(await openRunIds(world.runs), []);
  });
});

describe('an etcd that does not take its new files', () => {
  const deaf = (etcd: OtherEtcd): MemoryNode => {
    const node = controlPlane({ etcd });
    node.behave('etcd', { reloads: false });
    return node;
  };

  test('is restarted where the others have a quorum', async () => {
    const change = await renew(request, deaf(three).live().world);
    assert.equal(outcomeOf(change).kind, 'complete');
    assert.equal(change.kind === 'ran' && change.report.components[0]?.restarted, true);
  });

  for (const [about, etcd, words] of [
    ['they have none', two, /may not be restarted now: etcd has 2 members/],
    ['one of them is down by then', oneDown, /may not be restarted now: the etcd member cp-3 does not answer/],
  ] as const) {
    test(`is not restarted where ${about}, and gets its old files back`, async () => {
      const node = deaf(three);
      const before = bytes(node);
      const tell = (news: News): void => {
        if (news.kind === 'step-started' && news.step.kind === 'prove') node.machine.etcd = etcd;
      };
      const { world, effects } = node.live({ tell });
      const change = await renew(request, world);
      assert.match(reasonOf(outcomeOf(change)), words);
      assert.equal(change.kind === 'ran' && change.report.rolledBackBy?.outcome.kind, 'complete');
      assert.deepEqual(changedPaths(before, bytes(node)), []);
      assert.deepEqual(
        effects.filter((label) => label.startsWith('stop')),
        [],
      );
    });
  }
});

describe('a run that was cut off', () => {
  /** Cut off when the journal says that the n-th step of the stage of etcd was begun or done. */
  async function cutOff(label: RegExp): Promise<MemoryNode> {
    const whole = controlPlane({ etcd: three }).live();
    await renew(request, whole.world);
    const number = 1 + whole.effects.findIndex((one) => label.test(one));
    assert.ok(number > 0, whole.effects.join('\n'));
    const node = controlPlane({ etcd: three });
    await assert.rejects(renew(request, node.live({ interfere: cutAt(number, 'after') }).world), Crash);
    return node;
  }

  test('just behind the gate asks again when it is resumed', async () => {
    const node = await cutOff(/record done 2\.1/);
    const before = bytes(node);
    node.machine.etcd = oneDown;
    const stop = { ...request, policy: { ...defaultPolicy, onFailure: 'stop' } } as const;
    assert.match(reasonOf(outcomeOf(await resume(stop, node.live().world))), isDown);
    assert.deepEqual(changedPaths(before, bytes(node)), []);
    node.machine.etcd = three;
    assert.equal(outcomeOf(await resume(stop, node.live().world)).kind, 'complete');
  });

  test('in the middle of the files of etcd is finished whatever etcd says: half of it would be worse', async () => {
    const node = await cutOff(/^install .*\/etcd\//);
    node.machine.etcd = oneDown;
    assert.equal(outcomeOf(await resume(request, node.live().world)).kind, 'complete');
  });
});

describe('a schedule', () => {
  const scheduled = async (node: MemoryNode, policy: Partial<Policy> = {}) =>
    await runScheduled({ policy: { ...defaultPolicy, ...policy }, copies: [] }, node.live().world);

  test('waits while etcd is not well, and says why', async () => {
    const report = await scheduled(controlPlane({ etcd: oneDown }));
    const decision = report.kind === 'decided' ? report.decision : assert.fail(report.kind);
    assert.ok(decision.kind === 'blocked');
    assert.deepEqual(
      decision.by.map(({ kind }) => kind),
      ['etcd'],
    );
    assert.match(decision.by[0]?.why ?? '', isDown);
  });

  test('goes ahead in an emergency, without the gate', async () => {
    const node = controlPlane({ etcd: oneDown });
    node.pass(19.5 * DAY);
    const report = await scheduled(node);
    assert.ok(report.kind === 'renewed' && report.decision.emergency);
    assert.deepEqual(
      report.decision.despite.map(({ kind }) => kind),
      ['etcd'],
    );
    assert.equal(outcomeOf(report.change).kind, 'complete');
  });

  test('that may do nothing in an emergency stays blocked', async () => {
    const node = controlPlane({ etcd: oneDown });
    node.pass(19.5 * DAY);
    const report = await scheduled(node, { emergency: false });
    assert.ok(report.kind === 'decided' && report.decision.kind === 'blocked');
  });

  test('does not ask etcd on a day on which nothing is due', async () => {
    const node = controlPlane({ etcd: three });
    await scheduled(node);
    node.machine.etcd = oneDown;
    const report = await scheduled(node);
    assert.ok(report.kind === 'decided' && report.decision.kind === 'nothing-due');
    assert.equal(report.obstacle, undefined);
  });

  test('does not ask an etcd whose certificates have run out: the renewal is what mends it', async () => {
    const node = controlPlane({ etcd: oneDown });
    node.pass(30 * DAY);
    const report = await scheduled(node);
    assert.ok(report.kind === 'renewed');
    assert.deepEqual(
      report.decision.despite.map(({ kind }) => kind),
      ['api-away'],
    );
    assert.equal(outcomeOf(report.change).kind, 'complete');
  });
});
