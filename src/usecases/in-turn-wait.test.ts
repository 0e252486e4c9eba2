import assert from 'node:assert/strict';
import { test } from 'node:test';
import { handClock } from '../../test/contract/hand-clock.ts';
import { controlPlane } from '../../test/crash/node.ts';
import { planOf } from '../../test/contract/plan.ts';
import { memoryCoordination } from '../adapters/memory/coordination.ts';
import { leaseTimes } from '../core/coordination/times.ts';
import { HOUR, MINUTE } from '../core/instant.ts';
import type { Place } from '../core/schedule/order.ts';
import { inTurn, type TurnRules } from './in-turn.ts';

const other = 'cp-2_2030-01-01T00-00-00Z-renew';

/** A run on one of several nodes, by hands on the clock; says `began` when its turn has come. */
async function waiter() {
  const time = handClock();
  const lease = { holder: '', renewedAt: 0, cutOff: new Set<string>() };
  const told: string[] = [];
  let [stopRequested, clockSetBy] = [false, 0];
  const { world } = controlPlane().live({
    tell: (news) => void (news.kind === 'turn-awaited' && told.push(news.why)),
  });
  const run = await world.runs.create(planOf());
  const here = {
    ...world,
    coordination: memoryCoordination({ lease, time }),
    clock: {
      now: () => time.now() + clockSetBy,
      ticks: () => time.ticks(),
      pause: (milliseconds: number) => time.pause(milliseconds),
      idle: (milliseconds: number) => time.pause(milliseconds),
      stopRequested: () => stopRequested,
      stoppedByPerson: () => stopRequested,
    },
  };
  return {
    ...{ time, lease, told },
    stop: () => void (stopRequested = true),
    setClock: (milliseconds: number) => void (clockSetBy += milliseconds),
    turn: (rules: TurnRules = {}) => inTurn(run, here, rules, async () => lease.holder.split('_')[0]),
  };
}

test('who waits for the lease says why, once for each reason, and has its turn', async () => {
  const { lease, told, turn } = await waiter();
  lease.holder = other;
  assert.equal(await turn(), 'cp-1');
  assert.deepEqual(told, [`${other} holds the lease perennial-renew`]);
  assert.equal(lease.holder, '');
});

test('while other nodes come first the lease is free for them, and what is in the way is looked for after the wait', async () => {
  const { time, lease, told, turn } = await waiter();
  const asked: string[] = [];
  const place = async (): Promise<Place> => {
    asked.push('place');
    return time.ticks() < MINUTE ? { kind: 'wait', why: 'cp-2 goes first' } : { kind: 'go' };
  };
  const holders: string[] = [];
  time.every(1000, async () => void holders.push(lease.holder));
  assert.equal(await turn({ place, stillReady: async () => void asked.push('ready') }), 'cp-1');
  assert.deepEqual(asked.slice(0, 3), ['place', 'ready', 'place']);
  assert.deepEqual([...new Set(holders)], ['']);
  assert.deepEqual(told, ['cp-2 goes first']);
});

test('who need not wait is asked for nothing again', async () => {
  const { turn } = await waiter();
  const stillReady = () => Promise.reject(new Error('asked again'));
  assert.equal(await turn({ stillReady }), 'cp-1');
});

test('what came in the way during the wait stops it, and the lease goes to the next', async () => {
  const { lease, turn } = await waiter();
  lease.holder = other;
  await assert.rejects(turn({ stillReady: () => Promise.reject(new Error('an alert fires')) }), /an alert fires/);
  assert.equal(lease.holder, '');
});

const waits: readonly (readonly [string, TurnRules, string])[] = [
  ['for the lease', {}, other],
  ['for other nodes', { place: async () => ({ kind: 'wait', why: 'cp-2 goes first' }) }, ''],
];

for (const [name, rules, holder] of waits) {
  test(`a wait ${name} ends when somebody asks for it`, async () => {
    const { time, lease, stop, turn } = await waiter();
    lease.holder = holder;
    const beat = time.every(1000, async () => {
      if (holder !== '') lease.renewedAt = time.ticks();
    });
    time.every(20_000, async () => stop());
    await assert.rejects(turn(rules), { code: 'lock-busy', message: /asked to stop/ });
    beat();
    assert.ok(time.ticks() < leaseTimes.duration);
  });
}

test('nobody waits for ever', async () => {
  const { turn } = await waiter();
  const place = async (): Promise<Place> => ({ kind: 'wait', why: 'cp-2 goes first' });
  await assert.rejects(turn({ place }), { code: 'turn-missed', message: /did not come: cp-2 goes first/ });
});

test('nobody waits longer because the clock was set back, or gives up because it was set forward', async () => {
  for (const hours of [-8, 8]) {
    const { time, setClock, turn } = await waiter();
    const place = async (): Promise<Place> => {
      if (time.ticks() === 15_000) setClock(hours * HOUR);
      return { kind: 'wait', why: 'cp-2 goes first' };
    };
    await assert.rejects(turn({ place }), /did not come: cp-2 goes first/);
    assert.ok(time.ticks() > 2 * HOUR && time.ticks() < 3 * HOUR, `${String(time.ticks() / HOUR)} h`);
  }
});
