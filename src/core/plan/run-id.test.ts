import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runIdAfter, runIdPattern } from './run-id.ts';

const now = Date.UTC(2026, 10, 23, 21, 54, 0, 999);

const cases: readonly (readonly [string, string | undefined, string])[] = [
  ['the first run is named by its second', undefined, '2026-11-23T21-54-00Z-renew'],
  ['a run after an old one too', '2026-01-01T00-00-00Z-rollback', '2026-11-23T21-54-00Z-renew'],
  ['in the same second the next one is taken', '2026-11-23T21-54-00Z-renew', '2026-11-23T21-54-01Z-renew'],
  ['so it is after a clock that was turned back', '2026-12-31T23-59-59Z-renew', '2027-01-01T00-00-00Z-renew'],
  ['what is no id is no reason to wait', 'lost+found', '2026-11-23T21-54-00Z-renew'],
];
for (const [name, last, expected] of cases) {
  test(name, () => {
    const id = runIdAfter(last, now, 'renew');
    assert.equal(id, expected);
    assert.match(id, runIdPattern);
  });
}
