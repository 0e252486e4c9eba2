import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Beat, beatOf, type Hold, sureUntil, unsureOf } from './hold.ts';
import { type SeenLease, UNKNOWN_HOLDER } from './lease.ts';
import { leaseTimes } from './times.ts';

const hold: Hold = { identity: 'cp-1_run', sureUntil: 1000 };
const lease = { holder: hold.identity, renewTime: 'then', resourceVersion: '7', durationSeconds: 60 };

describe('a heartbeat that sees', () => {
  const rows: readonly (readonly [string, SeenLease, number, Beat['kind'] | RegExp])[] = [
    ['its own name', lease, 999, 'renew'],
    ['its own name, late', lease, 1000, 'renew'],
    ['its own name, whatever else was edited', { ...lease, durationSeconds: 0, renewTime: '' }, 999, 'renew'],
    ['no Lease', undefined, 999, 'create'],
    ['no Lease, late', undefined, 1000, /was deleted/],
    ['a Lease that was made anew', { ...lease, holder: UNKNOWN_HOLDER }, 999, 'renew'],
    ['a Lease that was made anew, late', { ...lease, holder: UNKNOWN_HOLDER }, 1000, /was deleted/],
    ['nobody', { ...lease, holder: '' }, 0, /was released by somebody else/],
    ['another node', { ...lease, holder: 'cp-2_run' }, 0, /is held by cp-2_run/],
    ['a holder in odd characters', { ...lease, holder: 'x\u001b[2J\ny' }, 0, /is held by x\[2Jy$/],
    ['another run of its own node', { ...lease, holder: 'cp-1_later' }, 0, /is held by cp-1_later/],
  ];
  for (const [name, seen, at, expected] of rows) {
    test(`${name}: ${typeof expected === 'string' ? expected : 'lost'}`, () => {
      const beat = beatOf(hold, seen, at);
      if (typeof expected === 'string') assert.equal(beat.kind, expected);
      else assert.match(beat.kind === 'lost' ? beat.why : '', expected);
    });
  }
});

test('a holder is sure from when it sent its renewal, and not a moment longer', () => {
  assert.equal(sureUntil(500, leaseTimes), 500 + leaseTimes.sure);
  assert.equal(unsureOf(hold, 999), undefined);
  assert.match(unsureOf(hold, 1000) ?? '', /could not be renewed in time/);
});
