import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PerennialError } from '../core/errors.ts';
import { DAY, MINUTE } from '../core/instant.ts';
import type { Overview } from '../core/overview/overview.ts';
import { type Sight, watch } from './watch.ts';

const nothing: Overview = { takenAt: 0, nodes: [] };

/** Watches for so long on a clock that moves only while somebody idles on it; tells when was looked and what was told. */
async function watched(
  lasts: number,
  {
    look = async () => nothing,
    sign = async () => '',
    stepped = () => 0,
  }: {
    readonly look?: (now: number) => Promise<Overview>;
    readonly sign?: (now: number) => Promise<string>;
    /** What the clock is off by. */
    readonly stepped?: (now: number) => number;
  } = {},
) {
  let now = 0;
  const looks: number[] = [];
  const told: Sight[] = [];
  const clock = {
    now: () => now + stepped(now),
    stopRequested: () => now >= lasts,
    idle: async (milliseconds: number) => {
      assert(milliseconds > 0, 'nobody waits for nothing');
      now += milliseconds;
    },
  };
  await watch({
    clock,
    every: MINUTE,
    look: async () => {
      looks.push(now);
      return await look(now);
    },
    sign: async () => await sign(now),
    tell: (sight) => void told.push(sight),
  });
  return { looks, told };
}

test('it looks at once, and again whenever the time between two looks is over', async () => {
  const { looks, told } = await watched(3 * MINUTE);
  assert.deepEqual(looks, [0, MINUTE, 2 * MINUTE]);
  assert.deepEqual(
    told.map(({ kind, at }) => [kind, at]),
    looks.map((at) => ['seen', at]),
  );
});

test('when the sign is another, it looks within two seconds, and then a whole time later', async () => {
  const { looks } = await watched(2 * MINUTE, { sign: async (now) => (now < 11_000 ? 'run under way' : 'run ended') });
  assert.deepEqual(looks, [0, 12_000, 12_000 + MINUTE]);
});

test('what happened while it looked is seen by the next look', async () => {
  let sign = 'before';
  const { looks } = await watched(MINUTE, {
    look: async () => {
      sign = 'after';
      return nothing;
    },
    sign: async () => sign,
  });
  assert.deepEqual(looks, [0, 0]);
});

test('a clock that is set back is noticed within two seconds: the next look is then, not when it says again what it said', async () => {
  const { looks, told } = await watched(2 * MINUTE, { stepped: (now) => (now < 11_000 ? 365 * DAY : 0) });
  assert.deepEqual(looks, [0, 12_000, 12_000 + MINUTE]);
  assert.deepEqual(
    told.map(({ at }) => at),
    [365 * DAY, 12_000, 12_000 + MINUTE],
  );
});

test('a look that fails is told with its reason, and the next one is made all the same', async () => {
  const { told } = await watched(2 * MINUTE, {
    look: async (now) => {
      if (now === 0) throw new PerennialError('file-unreadable', 'the disk is gone');
      return nothing;
    },
  });
  assert.deepEqual(told, [
    { kind: 'failed', at: 0, reason: 'the disk is gone' },
    { kind: 'seen', at: MINUTE, overview: nothing },
  ]);
});

test('a sign that cannot be read says nothing: no look is made for it', async () => {
  const { looks } = await watched(2 * MINUTE, {
    sign: async () => {
      throw new PerennialError('permission', 'it may not be read');
    },
  });
  assert.deepEqual(looks, [0, MINUTE]);
});

test('who asks it to stop before it begins sees no look', async () => {
  assert.deepEqual(await watched(0), { looks: [], told: [] });
});
