import assert from 'node:assert/strict';
import { test } from 'node:test';
import { finding, leaf, NOW, seenNode } from '../../../test/overviews.ts';
import { durationText, withoutDurations } from '../check/words.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../instant.ts';
import { isAlike } from './alike.ts';
import type { Overview } from './overview.ts';

const overview = (changes: Parameters<typeof seenNode>[1], takenAt = NOW): Overview => ({
  takenAt,
  nodes: [seenNode('cp-1', { takenAt, ...changes })],
});
const saying = (message: string) => ({ findings: [finding('apiserver', { message })] });
const certificate = (changes: Parameters<typeof leaf>[1]) => ({ certificates: [leaf('apiserver', changes)] });

const cases: readonly (readonly [what: string, one: Overview, other: Overview, alike: boolean])[] = [
  ['a later look', overview({}), overview({}, NOW + DAY), true],
  ['less time left', overview(saying('ends in 3 days')), overview(saying('ends in 47 hours')), true],
  [
    'less time left in the verdict',
    overview({ verdict: { status: 'warning', sentence: 'the first ends in 1 day' } }),
    overview({ verdict: { status: 'warning', sentence: 'the first ends in 90 minutes' } }),
    true,
  ],
  ['another date', overview(saying('ends on 2030-02-01')), overview(saying('ends on 2030-02-02')), false],
  ['another name that is missing', overview(saying('lacks a.example')), overview(saying('lacks b.example')), false],
  ['another number of things', overview(saying('2 files differ')), overview(saying('3 files differ')), false],
  ['a finding that went', overview(saying('ends in 3 days')), overview({ findings: [] }), false],
  ['another end', overview(certificate({ expiresAt: NOW })), overview(certificate({ expiresAt: NOW + DAY })), false],
  ['a name that counts days', overview({ openRuns: ['3 days'] }), overview({ openRuns: ['4 days'] }), false],
];
for (const [what, one, other, alike] of cases) {
  test(`${what} is ${alike ? 'nothing new' : 'news'}`, () => {
    assert.equal(isAlike(one, other), alike);
  });
}

test('whatever is said of a duration, without it the text is the same', () => {
  const said = [0, SECOND, 59 * SECOND, MINUTE, 119 * MINUTE, HOUR, 47 * HOUR, DAY, 400 * DAY].map(
    (length) => `it ends in ${durationText(length)}, at last`,
  );
  assert.deepEqual([...new Set(said.map(withoutDurations))], ['it ends in , at last']);
});
