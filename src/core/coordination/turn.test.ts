import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { identityOf, nodeOf, type SeenLease, UNKNOWN_HOLDER } from './lease.ts';
import { durationOf, leaseTimes } from './times.ts';
import { turnOf, type Watch, watchOf } from './turn.ts';

const { duration, sure, heartbeat, look } = leaseTimes;
const lease = {
  holder: 'cp-2_run',
  renewTime: '2030-01-15T03:00:00.000000Z',
  resourceVersion: '7',
  durationSeconds: 60,
};

test('the times leave a holder several heartbeats, and everybody else a good deal more', () => {
  assert.ok(look < duration && 3 * heartbeat < sure && sure * 1.3 < duration);
});

describe('whose turn it is, after a lease was seen unchanged for some time', () => {
  const rows: readonly (readonly [string, SeenLease, number, 'take' | 'create' | number])[] = [
    ['another node has it', lease, 0, look],
    ['another node has it, a moment before the end', lease, duration - 1, 1],
    ['another node has not renewed it', lease, duration, 'take'],
    ['another node has not renewed it for long', lease, duration * 9, 'take'],
    ['nobody has it', { ...lease, holder: '' }, 0, 'take'],
    ['a run of our own that was cut off has it', { ...lease, holder: 'cp-1_earlier' }, 0, 'take'],
    ['a node whose name begins like ours has it', { ...lease, holder: 'cp-11_run' }, 0, look],
    ['somebody has it who writes no run', { ...lease, holder: 'maintenance' }, 0, look],
    ['it is not there', undefined, 0, 'create'],
    ['it is not there for long', undefined, duration, 'create'],
    ['it was made, and nobody knows whose it was', { ...lease, holder: UNKNOWN_HOLDER }, duration - look, look],
    ['it was made, and nobody has spoken up', { ...lease, holder: UNKNOWN_HOLDER }, duration, 'take'],
    ['it shows times long past', { ...lease, renewTime: '1970-01-01T00:00:00.000000Z' }, duration - 1, 1],
    ['it shows times to come', { ...lease, renewTime: '2999-01-01T00:00:00.000000Z' }, duration, 'take'],
    ['it shows no time', { ...lease, renewTime: 'soon' }, duration, 'take'],
    ['its duration is longer than ours', { ...lease, durationSeconds: 120 }, duration * 2 - 1, 1],
    ['its longer duration is over', { ...lease, durationSeconds: 120 }, duration * 2, 'take'],
  ];
  for (const [name, seen, since, expected] of rows) {
    test(`${name}: ${typeof expected === 'number' ? `wait ${String(expected)} ms` : expected}`, () => {
      const at = 1_000_000;
      const turn = turnOf({ lease: seen, since: at - since }, 'cp-1', at, leaseTimes);
      assert.deepEqual(
        turn,
        typeof expected === 'number' ? { kind: 'wait', milliseconds: expected } : { kind: expected },
      );
    });
  }
});

describe('a watch', () => {
  const before: Watch = { lease, since: 100 };
  const rows: readonly (readonly [string, Watch | undefined, SeenLease, number])[] = [
    ['begins with the first look', undefined, lease, 500],
    ['goes on with what has not changed', before, { ...lease }, 100],
    ['goes on whatever the duration says now', before, { ...lease, durationSeconds: 0 }, 100],
    ['begins anew with another holder', before, { ...lease, holder: 'cp-3_run' }, 500],
    ['begins anew with another time', before, { ...lease, renewTime: 'x' }, 500],
    ['begins anew with another version', before, { ...lease, resourceVersion: '8' }, 500],
    ['begins anew when it is gone', before, undefined, 500],
    ['begins anew when it is there', { lease: undefined, since: 100 }, lease, 500],
  ];
  for (const [name, watch, seen, since] of rows) {
    test(name, () => assert.equal(watchOf(watch, seen, 500).since, since));
  }
});

describe('what a lease says of its duration', () => {
  const rows = [
    [60, duration],
    [0, duration],
    [-1, duration],
    [1, duration],
    [Number.NaN, duration],
    [61, 61_000],
    [600, 600_000],
    [601, duration],
    [2 ** 31 - 1, duration],
    [Number.POSITIVE_INFINITY, duration],
  ] as const;
  for (const [seconds, expected] of rows) {
    test(`${String(seconds)} s is waited for ${String(expected)} ms`, () =>
      assert.equal(durationOf(seconds, leaseTimes), expected));
  }
});

test('an identity names the node, and the run that its journal goes by', () => {
  const identity = identityOf('cp-1.lab', '2026-11-23T21-54-00Z-renew');
  assert.equal(identity, 'cp-1.lab_2026-11-23T21-54-00Z-renew');
  assert.equal(nodeOf(identity), 'cp-1.lab');
  for (const holder of ['', UNKNOWN_HOLDER]) assert.equal(nodeOf(holder), '');
});
