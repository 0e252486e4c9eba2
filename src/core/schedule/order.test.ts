import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { HOUR, MINUTE } from '../instant.ts';
import { type Order, type Peer, placeOf } from './order.ts';

const now = Date.UTC(2030, 0, 1, 12);
const inYears = Date.UTC(2036, 0, 1);
const peer = (name: string, facts: Partial<Peer> = {}): Peer => ({
  name,
  reportedAt: now - HOUR,
  isDue: false,
  ...facts,
});

const soak = 5 * MINUTE;
const cases: readonly (readonly [string, Order, readonly Peer[], RegExp | 'go'])[] = [
  ['where no other node has reported, and no canary is named, it goes', { soak }, [], 'go'],
  ['a canary goes whatever the others say', { canary: 'cp-2', soak }, [peer('cp-1', { isDue: true })], 'go'],
  [
    'nobody goes before a canary that is due',
    { canary: 'cp-1', soak },
    [peer('cp-1', { isDue: true })],
    /cp-1 goes first.*11:00/,
  ],
  [
    'a canary that was renewed today has gone first, although its thresholds want more',
    { canary: 'cp-1', soak },
    [peer('cp-1', { isDue: true, renewedAt: now - HOUR })],
    'go',
  ],
  [
    'a canary that was renewed yesterday and is due goes first again',
    { canary: 'cp-1', soak },
    [peer('cp-1', { isDue: true, renewedAt: now - 24 * HOUR })],
    /cp-1 goes first/,
  ],
  ['a canary that has not reported is waited for', { canary: 'cp-1', soak }, [peer('cp-3')], /cp-1 .*not reported/],
  ['a canary that is not due is no reason to wait', { canary: 'cp-1', soak }, [peer('cp-1')], 'go'],
  ['another node that is due is no reason to wait', { soak }, [peer('cp-1', { isDue: true })], 'go'],
  ['a node renewed a moment ago is watched', { soak }, [peer('cp-1', { renewedAt: now - MINUTE })], /cp-1.*12:04/],
  ['at the end of the soaking time it goes', { soak }, [peer('cp-1', { renewedAt: now - soak })], 'go'],
  [
    'any renewed node is watched, not the canary alone',
    { canary: 'cp-1', soak },
    [peer('cp-1'), peer('cp-3', { renewedAt: now })],
    /cp-3/,
  ],
  [
    'a node whose clock is a little ahead is watched, too',
    { soak },
    [peer('cp-1', { renewedAt: now + MINUTE })],
    /cp-1.*12:06/,
  ],
  ['nobody watches a node that was renewed in years to come', { soak }, [peer('cp-1', { renewedAt: inYears })], 'go'],
  [
    'a canary that is due goes first, although it was renewed in years to come',
    { canary: 'cp-1', soak },
    [peer('cp-1', { isDue: true, renewedAt: inYears })],
    /cp-1 goes first/,
  ],
  ['its own renewal of a moment ago is no reason to wait', { soak }, [peer('cp-2', { renewedAt: now })], 'go'],
  ['without a soaking time nobody is watched', { soak: 0 }, [peer('cp-1', { renewedAt: now })], 'go'],
];

describe('whether other nodes come first', () => {
  for (const [name, order, peers, expected] of cases) {
    test(name, () => {
      const place = placeOf('cp-2', peers, { order, clockTolerance: MINUTE }, now);
      if (expected === 'go') assert.deepEqual(place, { kind: 'go' });
      else assert.match(place.kind === 'wait' ? place.why : place.kind, expected);
    });
  }
});
