import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { wellReport } from '../../../test/node-reports.ts';
import { savedNodeReport } from './saved-node-report.ts';

const well = wellReport('cp-1');
const changed = (changes: object): string => JSON.stringify({ ...well, ...changes });

const cases: readonly (readonly [string, string, RegExp])[] = [
  ['nothing', '', /no JSON/],
  ['no JSON', '{"format":1', /no JSON/],
  ['a list', '[]', /it is not what it should be/],
  ['null', 'null', /it is not/],
  ['a newer format', changed({ format: 2 }), /format 2.*knows 1/],
  ['a format that is no number', changed({ format: '1' }), /format is not/],
  ['the report of another node', changed({ node: 'cp-2' }), /another node/],
  ['a name that is none', changed({ node: '../cp-1' }), /node is not/],
  ['a time that is none', changed({ takenAt: 'now' }), /takenAt/],
  ['a time beyond what a date can be', changed({ takenAt: 8.64e15 + 1 }), /takenAt/],
  ['a look that would never be silence', changed({ look: 1e15 }), /look/],
  ['a look that would always be', changed({ look: 0 }), /look/],
  [
    'a severity that nobody knows',
    changed({ findings: [{ code: 'x', severity: 'fatal', subject: '', message: '' }] }),
    /findings/,
  ],
  [
    'more findings than are ever written',
    changed({
      findings: Array.from({ length: 101 }, () => ({ code: 'x', severity: 'info', subject: '', message: '' })),
    }),
    /findings/,
  ],
  ['a sentence without end', changed({ verdict: { status: 'ok', sentence: 'x'.repeat(601) } }), /verdict/],
  ['a fingerprint that is none', changed({ authorities: [{ name: 'ca', fingerprints: ['x'] }] }), /authorities/],
  ['a run in a state that there is not', changed({ failed: { id: 'x', intent: 'renew', state: 'broken' } }), /failed/],
  ['far too much', `"${'x'.repeat(1024 * 1024)}"`, /too long/],
];

for (const [about, text, detail] of cases) {
  test(`${about}: cannot be read, and what is wrong is said without repeating it`, () => {
    const reading = savedNodeReport(text, 'cp-1');
    assert.equal(reading.kind, 'unreadable');
    assert.match(reading.kind === 'unreadable' ? reading.detail : '', detail);
  });
}

test('a field that this version does not know is left out', () => {
  assert.deepEqual(savedNodeReport(changed({ moonPhase: 'full' }), 'cp-1'), { kind: 'read', value: well });
});

test('whatever JSON there is, reading it throws nothing', () => {
  fc.assert(fc.property(fc.json(), (text) => savedNodeReport(text, 'cp-1').kind === 'unreadable'));
});

test('whatever value one field has, it is read or it is not, and nothing is thrown', () => {
  fc.assert(
    fc.property(fc.constantFrom(...Object.keys(well)), fc.jsonValue(), (field, value) => {
      const { kind } = savedNodeReport(changed({ [field]: value }), 'cp-1');
      assert.ok(kind === 'read' || kind === 'unreadable');
    }),
  );
});
