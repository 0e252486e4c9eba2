import assert from 'node:assert/strict';
import { test } from 'node:test';
import { holdsOn } from './holds.ts';

const node = (name: string, hold?: string) => ({ name, isReady: true, ...(hold !== undefined && { hold }) });

const cases: readonly (readonly [string, readonly ReturnType<typeof node>[], string | undefined, readonly string[]])[] =
  [
    ['nobody says anything', [node('cp-1'), node('cp-2')], undefined, []],
    ['this node is annotated', [node('cp-1', 'disk swap')], undefined, ['the annotation of cp-1 says: disk swap']],
    ['an annotation without a reason is one', [node('cp-1', '')], undefined, ['the annotation of cp-1 says: ']],
    ['another is annotated', [node('cp-1'), node('cp-2', 'disk swap')], undefined, []],
    ['the configuration says it', [node('cp-1')], 'moving house', ['the configuration says: moving house']],
    [
      'both say it',
      [node('cp-1', 'disk swap')],
      'moving house',
      ['the configuration says: moving house', 'the annotation of cp-1 says: disk swap'],
    ],
  ];

for (const [about, value, hold, expected] of cases) {
  test(`holds: ${about}`, () => {
    const policy = hold === undefined ? {} : { hold };
    assert.deepEqual(holdsOn({ node: 'cp-1', controlPlanes: { kind: 'read', value } }, policy), expected);
  });
}
