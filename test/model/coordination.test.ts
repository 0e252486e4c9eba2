import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Turn } from '../../src/core/coordination/turn.ts';
import { productRules, type Rules, type Setting, threeTicks, twoTicks } from './coordination-rules.ts';
import { type Explored, explored } from './explored.ts';

const quiet: Setting = {
  nodes: 2,
  times: twoTicks,
  rules: productRules,
  crashes: 0,
  slips: 0,
  deletions: 0,
  losses: false,
  atOnce: 9,
  lateReads: false,
};

/** Several things go wrong in one history of few nodes; fewer do in one of many, or there is no end to it. */
const settings: readonly (readonly [string, Partial<Setting>])[] = [
  ['2 nodes and everything that goes wrong', { crashes: 1, slips: 1, deletions: 1, losses: true, lateReads: true }],
  ['2 nodes and longer times', { times: threeTicks, crashes: 1, slips: 1, losses: true, lateReads: true }],
  ['2 nodes that show times of day apart', { clockBehind: 2, crashes: 1, slips: 1, losses: true }],
  ['3 nodes with crashes, losses and a slow clock', { nodes: 3, crashes: 1, slips: 1, losses: true }],
  ['3 nodes whose Lease is deleted', { nodes: 3, crashes: 1, deletions: 1, atOnce: 2 }],
  ['4 nodes with crashes, and requests that overtake each other', { nodes: 4, crashes: 1, atOnce: 2 }],
  ['5 nodes whose requests overtake each other', { nodes: 5, atOnce: 2 }],
  ['5 nodes with crashes, losses and delays', { nodes: 5, crashes: 1, losses: true, atOnce: 1 }],
];

describe('never two at once, and each has its turn', () => {
  for (const [name, setting] of settings) {
    test(name, () => {
      const found = explored({ ...quiet, ...setting });
      assert.equal(found.kind, 'fine', JSON.stringify(found));
    });
  }
});

const take: Turn = { kind: 'take' };
const forever: Turn = { kind: 'wait', milliseconds: 1 };

interface Spoilt {
  readonly name: string;
  readonly rules?: Partial<Rules>;
  readonly setting?: Partial<Setting>;
  readonly finds: Explored['kind'];
}

const spoilt: readonly Spoilt[] = [
  { name: 'a lease of no duration', rules: { turnOf: () => take }, finds: 'two at once' },
  {
    name: 'the clocks of two machines compared',
    rules: {
      turnOf: (watch, node, at, times) => {
        const { lease } = watch;
        const isOld = at - Number(lease?.renewTime) >= times.duration;
        return isOld ? take : productRules.turnOf({ ...watch, since: at }, node, at, times);
      },
    },
    setting: { clockBehind: 2 },
    finds: 'two at once',
  },
  {
    name: 'only the holder watched, not its renewals',
    rules: {
      watchOf: (before, lease, at) =>
        before?.lease?.holder === lease?.holder && before !== undefined
          ? { lease, since: before.since }
          : { lease, since: at },
    },
    finds: 'two at once',
  },
  {
    name: 'a Lease that is not there taken at once',
    rules: {
      turnOf: (watch, node, at, times) =>
        watch.lease?.holder === '_unknown' ? take : productRules.turnOf(watch, node, at, times),
    },
    setting: { deletions: 1 },
    finds: 'two at once',
  },
  {
    name: 'a holder sure from when its answer came',
    rules: { sureUntil: (_sentAt, { sure }) => sure },
    finds: 'two at once',
  },
  {
    name: 'a holder sure for the whole duration, and a slow clock',
    rules: { sureUntil: (sentAt, { duration }) => sentAt + duration },
    setting: { slips: 1 },
    finds: 'two at once',
  },
  {
    name: 'a holder that keeps what another has taken',
    rules: { beatOf: () => ({ kind: 'renew' }) },
    setting: { losses: true },
    finds: 'two at once',
  },
  {
    name: 'a deleted Lease made again however late',
    rules: {
      beatOf: (hold, lease, at) =>
        lease === undefined || lease.holder === '_unknown'
          ? { kind: lease === undefined ? 'create' : 'renew' }
          : productRules.beatOf(hold, lease, at),
    },
    setting: { deletions: 2, lateReads: true },
    finds: 'two at once',
  },
  { name: 'writes that nobody compares', setting: { unguarded: true }, finds: 'two at once' },
  {
    name: 'a lease that is never taken over',
    rules: {
      turnOf: (watch, node, at, times) =>
        watch.lease?.holder === 'other_run' ? forever : productRules.turnOf(watch, node, at, times),
    },
    setting: { crashes: 1 },
    finds: 'no way to a turn',
  },
  {
    name: 'a watch that begins anew with every look',
    rules: { watchOf: (_before, lease, at) => ({ lease, since: at }) },
    setting: { crashes: 1 },
    finds: 'no way to a turn',
  },
];

describe('a rule that is wrong is found out', () => {
  for (const { name, rules, setting, finds } of spoilt) {
    test(name, () => {
      const found = explored({ ...quiet, ...setting, rules: { ...productRules, ...rules } });
      assert.equal(found.kind, finds, JSON.stringify(found));
    });
  }
});
