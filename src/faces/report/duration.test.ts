import assert from 'node:assert/strict';
import { test } from 'node:test';
import { humanDuration, shortHumanDuration } from './duration.ts';

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;
const year = 365 * day;

const table: readonly (readonly [number, string, string])[] = [
  [-100 * day, '<invalid>', '<invalid>'],
  [-2, '<invalid>', '<invalid>'],
  [-1, '0s', '0s'],
  [0, '0s', '0s'],
  [59, '59s', '59s'],
  [60, '60s', '1m'],
  [119, '119s', '1m'],
  [120, '2m', '2m'],
  [10 * minute - 1, '9m59s', '9m'],
  [10 * minute, '10m', '10m'],
  [3 * hour - 1, '179m', '2h'],
  [3 * hour, '3h', '3h'],
  [3 * hour + minute, '3h1m', '3h'],
  [8 * hour - 1, '7h59m', '7h'],
  [8 * hour, '8h', '8h'],
  [24 * hour, '24h', '1d'],
  [48 * hour - 1, '47h', '1d'],
  [48 * hour, '2d', '2d'],
  [2 * day + hour, '2d1h', '2d'],
  [8 * day - 1, '7d23h', '7d'],
  [8 * day, '8d', '8d'],
  [year - 1, '364d', '364d'],
  [year, '365d', '1y'],
  [2 * year - 1, '729d', '1y'],
  [2 * year, '2y', '2y'],
  [2 * year + 327 * day, '2y327d', '2y'],
  [8 * year - 1, '7y364d', '7y'],
  [8 * year, '8y', '8y'],
  [10 * year - 1, '9y', '9y'],
];

for (const [seconds, long, short] of table) {
  test(`${seconds} s are ${long} from 1.31 and ${short} before`, () => {
    assert.equal(humanDuration(seconds), long);
    assert.equal(shortHumanDuration(seconds), short);
  });
}
