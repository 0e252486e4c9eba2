import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clusterOfThree } from '../../test/cluster-of-three.ts';
import { failedRun, wellReport } from '../../test/node-reports.ts';
import { failing } from '../adapters/memory/effects.ts';
import type { LifeOptions, MemoryNode } from '../adapters/memory/memory-node.ts';
import type { NodeReport } from '../core/cluster/node-report.ts';
import { savedNodeReport } from '../core/cluster/saved-node-report.ts';
import { PerennialError } from '../core/errors.ts';
import { DAY } from '../core/instant.ts';
import { defaultPolicy, type Policy } from '../core/policy.ts';
import type { Reports } from '../ports/reports.ts';
import type { News } from '../ports/news.ts';
import { lookReported, runReported } from './run-reported.ts';

const noRoom = new PerennialError('disk-full', 'there is no room');
const dueLate = { ...defaultPolicy.thresholds, renewal: { duration: 15 * DAY, percent: 100 } };

async function run(node: MemoryNode, policy: Partial<Policy> = {}, life: LifeOptions = {}) {
  return await runReported({ policy: { ...defaultPolicy, ...policy }, copies: [] }, node.live(life).world);
}

function publishedBy({ machine }: MemoryNode): NodeReport | undefined {
  const reading = savedNodeReport(machine.reports.get('cp-1') ?? '', 'cp-1');
  return reading.kind === 'read' ? reading.value : undefined;
}

const renewed = (report: NodeReport | undefined) => report?.conditions.find(({ type }) => type === 'Renewed')?.reason;

test('whatever a run decides, the other nodes learn how this one is', async () => {
  const { node } = clusterOfThree();
  await run(node, { hold: 'moving house' });
  assert.deepEqual([publishedBy(node)?.due.length, renewed(publishedBy(node))], [11, 'RenewalDue']);
  await run(node, { thresholds: dueLate });
  assert.deepEqual([publishedBy(node)?.due.length, renewed(publishedBy(node))], [0, 'NothingDue']);
  await run(node);
  const report = publishedBy(node);
  assert.deepEqual([report?.lastRun?.state, report?.lastRun?.id], ['complete', report?.lastRenewal?.run]);
  assert.equal(report?.failed, undefined);
});

test('a run that fails says so and why, and the next that succeeds clears it', async () => {
  const { node } = clusterOfThree();
  await run(node, {}, { interfere: failing('install /etc/kubernetes/pki/apiserver.key', noRoom) });
  const { failed } = publishedBy(node) ?? {};
  assert.deepEqual([failed?.state, failed?.reason], ['rolled-back', 'there is no room']);
  assert.equal(renewed(publishedBy(node)), 'RunFailed');
  node.pass(DAY);
  const again = await run(node);
  assert.equal(again.kind, 'renewed', 'an own failed run does not block');
  assert.equal(publishedBy(node)?.failed, undefined);
});

test('what is thrown before anything began is told, too', async () => {
  const { node } = clusterOfThree();
  const cramped = {
    thresholds: { ...defaultPolicy.thresholds, renewal: { duration: DAY, percent: 100 } },
    look: 31 * DAY,
  };
  await assert.rejects(run(node, cramped), { code: 'config-invalid' });
  assert.equal(publishedBy(node)?.look, 31 * DAY);
});

test('a run whose journal cannot be written is unfinished, and the others learn that', async () => {
  const { node } = clusterOfThree();
  await assert.rejects(run(node, {}, { interfere: failing('record done 2.2', noRoom) }), { code: 'interrupted' });
  assert.deepEqual([publishedBy(node)?.failed?.state, publishedBy(node)?.failed?.reason], ['open', 'it was cut off']);
});

test('the others learn it before the next one has its turn', async () => {
  const { node } = clusterOfThree();
  const { world } = node.live();
  const order: string[] = [];
  const coordination = {
    acquire: async () => ({ lost: () => undefined, release: async () => void order.push('the lease is given back') }),
  };
  const reports: Reports = {
    all: () => world.reports.all(),
    publish: (of, make) => {
      order.push('the report is published');
      return world.reports.publish(of, make);
    },
  };
  await runReported({ policy: defaultPolicy, copies: [] }, { ...world, coordination, reports });
  assert.deepEqual(order, ['the report is published', 'the lease is given back']);
});

test('a report that cannot be published is told, and fails nothing', async () => {
  const { node } = clusterOfThree();
  const news: News[] = [];
  const interfere = failing('publish', new PerennialError('api-unavailable', 'configmaps is forbidden'));
  const report = await run(node, {}, { interfere, tell: (one) => void news.push(one) });
  assert.ok(report.kind === 'renewed' && report.change.kind === 'ran');
  assert.equal(report.change.report.outcome.kind, 'complete');
  assert.deepEqual(
    news.filter(({ kind }) => kind === 'not-published'),
    [{ kind: 'not-published', why: 'configmaps is forbidden' }],
  );
});

test('without the API server nothing is published, and nothing is said about it', async () => {
  const { node } = clusterOfThree();
  const news: News[] = [];
  await run(node, {}, { reach: 'offline', tell: (one) => void news.push(one) });
  assert.equal(node.machine.reports.size, 0);
  assert.ok(!news.some(({ kind }) => kind === 'not-published'));
});

test('a reader in a Pod reports what is due, and neither forgets nor contradicts what the host said of its runs', async () => {
  const { node } = clusterOfThree();
  await run(node, {}, { interfere: failing('install /etc/kubernetes/pki/apiserver.key', noRoom) });
  const said = publishedBy(node);
  assert.equal(said?.failed?.state, 'rolled-back');
  node.pass(DAY);
  const { world, effects } = node.live();
  const unseen = { ...world, runsUnseen: true, runs: { ...world.runs, list: async () => [] } } as const;
  const look = await lookReported({ policy: defaultPolicy, copies: [] }, unseen);
  assert.equal(look.due.length, 11);
  assert.deepEqual([...new Set(effects)], ['append to the history', 'publish the report of cp-1']);
  const report = publishedBy(node);
  assert.ok((report?.takenAt ?? 0) > said.takenAt);
  assert.deepEqual([report?.lastRun, report?.failed, renewed(report)], [said.lastRun, said.failed, 'RunFailed']);
});

test('a reader in a Pod that nobody told of runs says that it sees none, until somebody does who sees them', async () => {
  const { node } = clusterOfThree();
  const { world } = node.live();
  const unseen = { ...world, runsUnseen: true, runs: { ...world.runs, list: async () => [] } } as const;
  for (const day of [1, 2]) {
    await lookReported({ policy: defaultPolicy, copies: [] }, unseen);
    assert.equal(publishedBy(node)?.runsUnseen, true, String(day));
    node.pass(DAY);
  }
  await run(node);
  assert.equal(publishedBy(node)?.runsUnseen, undefined);
});

test('a report that a reader cannot publish is told, and the look is what it was', async () => {
  const { node } = clusterOfThree();
  const news: News[] = [];
  const interfere = failing('publish', new PerennialError('api-unavailable', 'configmaps is forbidden'));
  const { world } = node.live({ interfere, tell: (one) => void news.push(one) });
  const { due } = await lookReported({ policy: defaultPolicy, copies: [] }, world);
  assert.equal(due.length, 11);
  assert.deepEqual(
    news.filter(({ kind }) => kind !== 'looking' && kind !== 'looked'),
    [{ kind: 'not-published', why: 'configmaps is forbidden' }],
  );
});

interface Case {
  readonly about: string;
  readonly reported: readonly (readonly [string, string])[];
  readonly aged?: number;
  readonly comesTo: string;
}

const failedReport = (node: string) => JSON.stringify(wellReport(node, { failed: failedRun }));
const cases: readonly Case[] = [
  { about: 'another node failed', reported: [['cp-2', failedReport('cp-2')]], comesTo: 'blocked by other-failed' },
  {
    about: 'two failed',
    reported: [
      ['cp-2', failedReport('cp-2')],
      ['cp-3', failedReport('cp-3')],
    ],
    comesTo: 'blocked by other-failed, other-failed',
  },
  {
    about: 'another failed, and a certificate would end',
    reported: [['cp-2', failedReport('cp-2')]],
    aged: 19.5 * DAY,
    comesTo: 'renewed in an emergency',
  },
  {
    about: 'one that is no control-plane node any more failed',
    reported: [['cp-9', failedReport('cp-9')]],
    comesTo: 'renewed',
  },
  { about: 'what another wrote cannot be read', reported: [['cp-2', 'once upon a time']], comesTo: 'renewed' },
  { about: 'the others are well', reported: [['cp-2', JSON.stringify(wellReport('cp-2'))]], comesTo: 'renewed' },
];

for (const { about, reported, aged = 0, comesTo } of cases) {
  test(`${about}: ${comesTo}`, async () => {
    const { node, reports } = clusterOfThree();
    for (const [name, text] of reported) reports.set(name, text);
    node.pass(aged);
    const report = await run(node);
    const { decision } = 'decision' in report ? report : assert.fail();
    const emergency = decision.kind === 'renew' && decision.emergency ? ' in an emergency' : '';
    const words =
      decision.kind === 'blocked'
        ? `blocked by ${decision.by.map(({ kind }) => kind).join(', ')}`
        : `renewed${emergency}`;
    assert.equal(words, comesTo);
  });
}
