import assert from 'node:assert/strict';
import { test } from 'node:test';
import { handClock } from '../../test/contract/hand-clock.ts';
import { assertConsistent, bytes, changedPaths } from '../../test/crash/consistent.ts';
import { wished } from '../../test/crash/lives.ts';
import { controlPlane } from '../../test/crash/node.ts';
import { memoryCoordination } from '../adapters/memory/coordination.ts';
import { type Interference, failing } from '../adapters/memory/effects.ts';
import { leaseTimes } from '../core/coordination/times.ts';
import { PerennialError } from '../core/errors.ts';
import { defaultPolicy } from '../core/policy.ts';
import type { News, Tell } from '../ports/news.ts';
import { openRunIds } from './recorded-runs.ts';
import { renew } from './renew.ts';
import type { ChangeReport } from './requests.ts';
import { resume } from './resume.ts';

const request = { ...wished, policy: defaultPolicy };
const other = 'cp-2_2030-01-01T00-00-00Z-renew';

/** A node among several, and hands on the lease that they share. */
function amongOthers() {
  const time = handClock();
  const lease = { holder: '', renewedAt: 0, cutOff: new Set<string>() };
  const node = controlPlane();
  const coordination = memoryCoordination({ lease, time, patienceMilliseconds: leaseTimes.look });
  const world = (tell: Tell, interfere?: Interference) => ({
    ...node.live({ tell, ...(interfere && { interfere }) }).world,
    coordination,
  });
  const takeAway = () => {
    lease.holder = other;
    void time.pass(leaseTimes.heartbeat);
  };
  return { node, lease, world, takeAway };
}

function stopIn(ran: ChangeReport) {
  assert.ok(ran.kind === 'ran' && ran.report.outcome.kind === 'stopped');
  assert.equal(ran.report.rolledBackBy, undefined);
  return { ...ran.report.outcome, stages: ran.plan.stages };
}

const silent: Tell = () => undefined;

test('a run holds the lease under its own id while it changes something, and nobody does afterwards', async () => {
  const { lease, world } = amongOthers();
  const holders = new Set<string>();
  const ran = await renew(
    request,
    world(() => void holders.add(lease.holder)),
  );
  assert.ok(ran.kind === 'ran' && ran.report.outcome.kind === 'complete');
  assert.deepEqual([...holders].filter(Boolean), [`cp-1_${ran.report.run}`]);
  assert.equal(lease.holder, '');
});

test('a run whose turn does not come has begun nothing', async () => {
  const { node, lease, world } = amongOthers();
  lease.holder = other;
  const before = bytes(node);
  const here = world(silent);
  await assert.rejects(renew(request, here), { code: 'lock-busy', message: /cp-2_/ });
  assert.deepEqual(await openRunIds(here.runs), []);
  assert.deepEqual(changedPaths(before, bytes(node)), []);
  await (await here.lock.acquire()).release();
});

const moments: readonly (readonly [string, (news: News, stage: number) => boolean, number])[] = [
  ['before a stage begins', (news) => news.kind === 'stage' && news.number === 2, 1],
  ['in the middle of a stage', (news, stage) => news.kind === 'step-started' && stage === 2, 2],
];

for (const [name, isMoment, stagesDone] of moments) {
  test(`a run that loses the lease ${name} stops at the next boundary, undoes nothing, and is resumed`, async () => {
    const { node, lease, world, takeAway } = amongOthers();
    let stage = 0;
    let taken = false;
    const tell: Tell = (news) => {
      if (news.kind === 'stage') stage = news.number;
      if (!taken && isMoment(news, stage)) takeAway();
      taken ||= lease.holder === other;
    };
    const here = world(tell);
    const stopped = stopIn(await renew(request, here));
    assert.match(stopped.reason, /the lease perennial-renew is held by cp-2_/);
    assert.equal(stopped.stage, stopped.stages[stagesDone]?.name);
    assert.equal(stopped.step, stopped.stages[stagesDone]?.steps[0]?.id);
    assert.equal(lease.holder, other);
    assert.equal((await openRunIds(here.runs)).length, 1);

    lease.holder = '';
    const finished = await resume(request, world(silent));
    assert.ok(finished.kind === 'ran' && finished.report.outcome.kind === 'complete');
    await assertConsistent(node, 'resumed');
  });
}

test('a step that fails after the lease was lost is not rolled back: that would be another change out of turn', async () => {
  const { lease, world, takeAway } = amongOthers();
  const fails = failing(
    'install /etc/kubernetes/pki/apiserver.key',
    new PerennialError('disk-full', 'there is no room'),
  );
  const here = world((news) => {
    if (news.kind === 'step-started' && news.step.kind === 'install') takeAway();
  }, fails);
  const stopped = stopIn(await renew(request, here));
  assert.match(stopped.reason, /no room/);
  assert.equal(lease.holder, other);
  assert.equal((await openRunIds(here.runs)).length, 1);
});
