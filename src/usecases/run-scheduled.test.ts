import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lived, renewal } from '../../test/crash/lives.ts';
import { controlPlane } from '../../test/crash/node.ts';
import { Crash, cutAt, failing, type Interference } from '../adapters/memory/effects.ts';
import type { MemoryNode } from '../adapters/memory/memory-node.ts';
import { PerennialError } from '../core/errors.ts';
import { DAY, HOUR } from '../core/instant.ts';
import { defaultPolicy, type Policy } from '../core/policy.ts';
import { weekdays, type Window } from '../core/schedule/window.ts';
import type { Reach } from '../core/inventory.ts';
import type { Stopper } from '../ports/clock.ts';
import type { News } from '../ports/news.ts';
import { resume } from './resume.ts';
import { runScheduled, type ScheduledReport } from './run-scheduled.ts';

/** The node's clock shows a Tuesday, 03:00 UTC; its certificates end in twenty days. */
const open: Window = { days: ['tue'], start: { hour: 2, minute: 0 }, length: 2 * HOUR, timeZone: 'UTC' };
const closed: Window = { ...open, days: ['wed'] };
const dueLate = { ...defaultPolicy.thresholds, renewal: { duration: 15 * DAY, percent: 100 } };

const alerts = { url: 'http://prometheus:9090', match: {}, ignore: [] };

interface Case {
  readonly about: string;
  readonly policy?: Partial<Policy>;
  readonly node?: MemoryNode;
  readonly reach?: Reach;
  readonly comesTo: string;
}

const cases: readonly Case[] = [
  { about: 'without a window what is due is renewed', comesTo: 'renewed: complete' },
  { about: 'in the window what is due is renewed', policy: { window: open }, comesTo: 'renewed: complete' },
  { about: 'outside the window it waits', policy: { window: closed }, comesTo: 'wait' },
  { about: 'nothing is due', policy: { thresholds: dueLate }, comesTo: 'nothing-due' },
  { about: 'a hold in the configuration blocks', policy: { hold: 'moving house' }, comesTo: 'blocked by hold' },
  {
    about: 'an upgrade that may be under way elsewhere blocks',
    node: controlPlane({ upgradeUnderWay: 'kubeadm upgrades cp-2' }),
    comesTo: 'blocked by upgrade-elsewhere',
  },
  {
    about: 'in an emergency one that may be under way elsewhere does not',
    node: aged(19.5 * DAY, { upgradeUnderWay: 'kubeadm upgrades cp-2' }),
    comesTo: 'renewed in an emergency: complete',
  },
  {
    about: 'an upgrade cannot be seen where the API server is not to be asked',
    node: controlPlane({ upgradeUnderWay: 'kubeadm upgrades cp-2' }),
    reach: 'offline',
    comesTo: 'renewed: complete',
  },
  {
    about: 'another control-plane node that is not ready blocks',
    node: controlPlane({ otherNodes: [{ name: 'cp-2', isReady: false }] }),
    comesTo: 'blocked by node-not-ready',
  },
  {
    about: 'a canary that is no control-plane node blocks',
    node: controlPlane({ otherNodes: [{ name: 'cp-2', isReady: true }] }),
    policy: { order: { canary: 'cp-9', soak: 0 } },
    comesTo: 'blocked by canary-unknown',
  },
  {
    about: 'in an emergency it does not',
    node: aged(19.5 * DAY, { otherNodes: [{ name: 'cp-2', isReady: true }] }),
    policy: { order: { canary: 'cp-9', soak: 0 } },
    comesTo: 'renewed in an emergency: complete',
  },
  {
    about: 'a firing alert blocks',
    node: controlPlane({ alerts: [{ alertname: 'etcdMembersDown' }] }),
    policy: { alerts },
    comesTo: 'blocked by alert',
  },
  {
    about: 'alerts that nobody asked to mind do not',
    node: controlPlane({ alerts: [{ alertname: 'etcdMembersDown' }] }),
    comesTo: 'renewed: complete',
  },
  { about: 'a Prometheus that cannot be asked blocks', policy: { alerts }, comesTo: 'blocked by alert' },
  {
    about: 'in an emergency alerts do not block',
    node: aged(30 * DAY),
    policy: { alerts },
    comesTo: 'renewed in an emergency: complete',
  },
  {
    about: 'what ends before the window opens is an emergency',
    node: aged(18 * DAY),
    policy: { window: closed },
    comesTo: 'renewed in an emergency: complete',
  },
  {
    about: 'what has ended is an emergency',
    node: aged(30 * DAY),
    policy: { window: { ...open, days: ['sun'] } },
    comesTo: 'renewed in an emergency: complete',
  },
];

for (const { about, policy, node = controlPlane(), reach = 'full', comesTo } of cases) {
  test(`${about}: ${comesTo}`, async () => {
    assert.equal(wordsOf(await scheduled(node.copy(), policy, reach)), comesTo);
  });
}

/** As a renewal finds it whose own API server hangs while others serve. */
async function withApiAway(node: MemoryNode, policy: Partial<Policy> = {}): Promise<ScheduledReport> {
  const { world } = node.live();
  let isAway = true;
  const away = async () => {
    if (isAway) throw new PerennialError('api-unavailable', 'the API server does not answer');
  };
  const api = {
    ...world.api,
    version: async () => away().then(() => world.api.version()),
    controlPlaneNodes: async () => away().then(() => world.api.controlPlaneNodes()),
  };
  const tell = (news: News): void => {
    if (news.kind === 'stage') isAway = false;
  };
  return await runScheduled(request(policy), { ...world, api, tell });
}

test('while the API server is away what can wait does, and what ends does not', async () => {
  assert.equal(wordsOf(await withApiAway(controlPlane())), 'blocked by api-away');
  assert.equal(wordsOf(await withApiAway(aged(19.5 * DAY))), 'renewed in an emergency: complete');
  const noEmergency = { emergency: false, window: { ...open, days: weekdays } };
  assert.equal(wordsOf(await withApiAway(aged(19 * DAY), noEmergency)), 'renewed: complete');
  const scheduledOffline = await scheduled(controlPlane(), {}, 'offline');
  assert.equal(wordsOf(scheduledOffline), 'renewed: complete');
});

test('a second call has nothing to do, and changes nothing but the history, which has what is new', async () => {
  const node = controlPlane();
  await scheduled(node);
  for (const effects of [['append to the history'], []]) {
    const life = node.live();
    const again = await runScheduled(request(), life.world);
    assert.equal(wordsOf(again), 'nothing-due');
    assert.deepEqual(life.effects, effects);
  }
});

test('what an earlier call left unfinished is finished first, in the window or not', async () => {
  const node = controlPlane();
  await assert.rejects(runScheduled(request(), node.live({ interfere: cutAt(60, 'after') }).world), Crash);
  assert.equal(wordsOf(await scheduled(node, { window: closed })), 'finished: complete');
  assert.equal(wordsOf(await scheduled(node, { window: closed })), 'nothing-due');
});

const noRuntime = failing('stop kube-controller-manager', new PerennialError('runtime-unavailable', 'no runtime'));

for (const [about, policy, circumstances] of [
  ['a step failed, and the policy says stop', { onFailure: 'stop' }, { interfere: noRuntime }],
  ['a person stopped it', {}, stoppedBy('person')],
] as const) {
  test(`${about}: the run is left to a person, until one takes it up again and is cut off`, async () => {
    const node = controlPlane();
    assert.match(wordsOf(await runScheduled(request(policy), node.live(circumstances).world)), /^renewed: stopped$/);
    const seen = [await scheduled(node, policy), await scheduled(node, policy)];
    for (const report of seen) assert.match(wordsOf(report), /^left: .*for a person/);
    const again = { ...request(policy), consent: async () => true };
    await assert.rejects(resume(again, node.live({ interfere: cutAt(9, 'after') }).world), Crash);
    assert.equal(wordsOf(await scheduled(node, policy)), 'finished: complete');
  });
}

test('what the end of its service stopped is finished by the next call', async () => {
  const node = controlPlane();
  assert.equal(wordsOf(await runScheduled(request(), node.live(stoppedBy('machine')).world)), 'renewed: stopped');
  assert.equal(wordsOf(await scheduled(node)), 'finished: complete');
});

for (const [about, policy, otherNodes] of [
  ['the configuration', { hold: 'do not touch' }, []],
  ['an annotation', {}, [{ name: 'cp-1', isReady: true, hold: 'do not touch' }]],
] as const) {
  test(`a hold in ${about} holds what was cut off, too: nothing is done but to record the look`, async () => {
    const node = controlPlane({ otherNodes });
    assert.equal(await lived(node, renewal, cutAt(30, 'after')), undefined);
    const { world, effects } = node.live();
    assert.match(wordsOf(await runScheduled(request(policy), world)), /^left: .* says: do not touch$/);
    assert.deepEqual(effects, ['append to the history']);
  });
}

test('a configuration with no room for two tries is refused, whatever is due', async () => {
  const thresholds = { ...defaultPolicy.thresholds, renewal: { duration: 10 * DAY, percent: 100 } };
  await assert.rejects(scheduled(controlPlane(), { thresholds, window: { ...open, days: ['sun'] } }), (thrown) => {
    assert.ok(thrown instanceof PerennialError);
    assert.equal(thrown.code, 'config-invalid');
    assert.match(thrown.message, /due 10 days before its end, but two openings of the window may take 13\.9 days/);
    return true;
  });
});

test('what would be in the way of a renewal is said although nothing is due', async () => {
  const node = controlPlane();
  await scheduled(node);
  node.write('/etc/kubernetes/pki/ca.key', 'rubbish');
  const spoilt = await scheduled(node);
  assert.equal(wordsOf(spoilt), 'nothing-due');
  assert.equal(spoilt.kind === 'decided' && spoilt.obstacle?.code, 'file-unreadable');
});

/** Asked to stop in the middle. */
function stoppedBy(stopper: Stopper) {
  const stop = new AbortController();
  const interfere: Interference = ({ number }) => {
    if (number === 60) stop.abort(stopper);
    return 'go';
  };
  return { interfere, stop: stop.signal };
}

const request = (policy: Partial<Policy> = {}) => ({ policy: { ...defaultPolicy, ...policy }, copies: [] });

async function scheduled(node: MemoryNode, policy?: Partial<Policy>, reach: Reach = 'full'): Promise<ScheduledReport> {
  return await runScheduled(request(policy), node.live({ reach }).world);
}

function aged(milliseconds: number, options: Parameters<typeof controlPlane>[0] = {}): MemoryNode {
  const node = controlPlane(options);
  node.pass(milliseconds);
  return node;
}

function wordsOf(report: ScheduledReport): string {
  switch (report.kind) {
    case 'decided':
      return report.decision.kind === 'blocked'
        ? `blocked by ${report.decision.by.map(({ kind }) => kind).join(', ')}`
        : report.decision.kind;
    case 'renewed':
      return `renewed${report.decision.emergency ? ' in an emergency' : ''}: ${outcomeOf(report)}`;
    case 'left':
      return `left: ${report.why}`;
    case 'finished':
      return `finished: ${outcomeOf(report)}`;
  }
}

function outcomeOf({ change }: Extract<ScheduledReport, { kind: 'renewed' | 'finished' }>): string {
  return change.kind === 'ran' ? change.report.outcome.kind : change.kind;
}
