import assert from 'node:assert/strict';
import { test } from 'node:test';
import { controlPlane } from '../../test/crash/node.ts';
import { Crash, cutAt } from '../adapters/memory/effects.ts';
import type { MemoryNode } from '../adapters/memory/memory-node.ts';
import { DAY, HOUR, type Instant, MINUTE } from '../core/instant.ts';
import { defaultPolicy, type Policy } from '../core/policy.ts';
import type { Clock } from '../ports/clock.ts';
import { keepLooking, type Look } from './keep-looking.ts';
import { lookOnly } from './look-only.ts';
import { runScheduled } from './run-scheduled.ts';

const daily = { look: DAY };
const begin = Date.parse('2026-11-24T12:00Z');

/** Time that goes by only where somebody waits for it; ends the wait, and asks to stop, after `lasts`. */
function countedClock(lasts: number) {
  let now = begin;
  const wakeUps: Instant[] = [];
  const clock: Clock = {
    now: () => now,
    ticks: () => now - begin,
    pause: () => assert.fail('an agent pauses where it could be asked to stop'),
    async idle(milliseconds) {
      now = Math.min(now + milliseconds, begin + lasts);
      wakeUps.push(now);
    },
    stopRequested: () => now >= begin + lasts,
    stoppedByPerson: () => false,
  };
  return { clock, wakeUps };
}

test('between two looks nothing happens but one glance at the clock an hour', async () => {
  const { clock, wakeUps } = countedClock(30 * DAY);
  const looks: Instant[] = [];
  await keepLooking({
    node: 'cp-1',
    clock,
    look: async () => ({ kind: 'looked', report: looks.push(clock.now()), cadence: daily }),
    tell: () => undefined,
  });
  assert.equal(looks.length, 31);
  assert.equal(wakeUps.length, 30 * 24 + 1);
});

test('an hour without a look has one wake-up', async () => {
  const { clock, wakeUps } = countedClock(HOUR);
  const look = async () => ({ kind: 'looked', report: 0, cadence: daily }) as const;
  await keepLooking({ node: 'cp-1', clock, look, tell: () => undefined });
  assert.equal(wakeUps.length, 1);
});

test('a look that fails is tried again ever later, ends nothing, and one that works begins anew', async () => {
  const { clock } = countedClock(5 * HOUR);
  const told: (readonly [string, number])[] = [];
  await keepLooking({
    node: 'cp-1',
    clock,
    look: async () => {
      if (told.length === 3) return { kind: 'looked', report: 0, cadence: daily };
      throw new Error('the disk is on fire');
    },
    tell: ({ kind }, next) => told.push([kind, (next - clock.now()) / MINUTE]),
  });
  const waits = [1, 2, 4].map((minutes) => ['failed', minutes] as const);
  assert.deepEqual(told.slice(0, 3), waits);
  assert.equal(told[3]?.[0], 'looked');
  assert.equal(told.length, 4);
});

test('a clock that was set while it slept is noticed within the hour', async () => {
  const { clock } = countedClock(3 * DAY);
  let step = 0;
  const stepped: Clock = { ...clock, now: () => clock.now() + step };
  const looks: Instant[] = [];
  await keepLooking({
    node: 'cp-1',
    clock: {
      ...stepped,
      async idle(milliseconds) {
        await clock.idle(milliseconds);
        if (looks.length === 1) step = 12 * HOUR;
      },
    },
    look: async () => ({ kind: 'looked', report: looks.push(clock.now()), cadence: daily }),
    tell: () => undefined,
  });
  // The look at 03:48 became due as the clock was set to 01:00 and went on for three hours; it was not twelve hours late.
  assert.ok((looks[1] ?? 0) - begin <= 5 * HOUR);
});

test('a clock that was ahead at the first look and is set back is noticed within the hour', async () => {
  const { clock } = countedClock(3 * DAY);
  const looks: Instant[] = [];
  const isSet = () => clock.now() >= begin + 30 * MINUTE;
  await keepLooking({
    node: 'cp-1',
    clock: { ...clock, now: () => clock.now() + (isSet() ? 0 : 365 * DAY) },
    look: async () => ({ kind: 'looked', report: looks.push(clock.now()), cadence: daily }),
    tell: () => undefined,
  });
  assert.equal(looks[1], begin + HOUR);
  assert.equal(looks.length, 5);
});

test('as a reader it does nothing in a month but remember what it saw, whatever is due', async () => {
  const { told, effects } = await month(controlPlane(), async (request, { world }) => {
    const { decision, due } = await lookOnly(request, world);
    return `${decision.kind}: ${String(due.length)} due`;
  });
  assert.deepEqual([...new Set(effects)], ['append to the history']);
  assert.equal(told[0], 'renew: 11 due');
  assert.ok(told.length >= 29);
});

test('else it renews what is due at its first look, and then has nothing to do', async () => {
  const { told } = await month(controlPlane(), async (request, { world }) => (await runScheduled(request, world)).kind);
  assert.equal(told[0], 'renewed');
  assert.deepEqual(new Set(told.slice(1)), new Set(['decided']));
});

test('what an earlier life left unfinished is finished at the first look', async () => {
  const node = controlPlane();
  const { world } = node.live({ interfere: cutAt(60, 'after') });
  await assert.rejects(runScheduled(request, world), Crash);
  const { told } = await month(node, async (asked, life) => (await runScheduled(asked, life.world)).kind);
  assert.equal(told[0], 'finished');
});

test('asked to stop in the middle of a run it ends with that step, and the next life goes on', async () => {
  const node = controlPlane();
  const stop = new AbortController();
  const { world } = node.live({
    stop: stop.signal,
    tell: (news) => {
      if (news.kind === 'step-done' && news.step.kind === 'install') stop.abort();
    },
  });
  const told: Look<string>[] = [];
  const look = async () => {
    const ran = await runScheduled(request, world);
    return { kind: 'looked', report: ran.kind === 'renewed' ? outcomeOf(ran) : ran.kind, cadence: daily } as const;
  };
  await keepLooking({ node: 'cp-1', clock: world.clock, look, tell: (ended) => told.push(ended) });
  assert.deepEqual(
    told.map((one) => one.kind === 'looked' && one.report),
    ['stopped'],
  );
  assert.equal((await runScheduled(request, node.live().world)).kind, 'finished');
});

const policy: Policy = defaultPolicy;
const request = { policy, copies: [] };

async function month(
  node: MemoryNode,
  work: (asked: typeof request, life: ReturnType<MemoryNode['live']>) => Promise<string>,
) {
  const life = node.live();
  const until = life.world.clock.now() + 30 * DAY;
  const clock: Clock = { ...life.world.clock, stopRequested: () => life.world.clock.now() >= until };
  const told: string[] = [];
  await keepLooking({
    node: 'cp-1',
    clock,
    look: async () => ({ kind: 'looked', report: await work(request, life), cadence: policy }),
    tell: (look) => told.push(look.kind === 'looked' ? look.report : String(look.error)),
  });
  return { told, effects: life.effects };
}

function outcomeOf({ change }: Extract<Awaited<ReturnType<typeof runScheduled>>, { kind: 'renewed' }>): string {
  return change.kind === 'ran' ? change.report.outcome.kind : change.kind;
}
