import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DAY, HOUR } from '../instant.ts';
import { historyIn, lineOf } from './lines.ts';
import type { Look } from './look.ts';
import { looksOf, START } from './looks.test-support.ts';
import { compacted, MOST_LINES, recordingOf } from './recording.ts';

const [one, renewed] = looksOf({ day: 0 }, { day: 0.5, renewed: ['apiserver'] });
assert.ok(one && renewed);
const none = { looks: [], damaged: 0 };
const at = (look: Look, when: number): Look => ({ ...look, at: when });

test('the first look is recorded', () => {
  assert.deepEqual(recordingOf(none, one), { kind: 'append', line: lineOf(one) });
});

test('a look that saw the same is recorded once a day', () => {
  const history = { looks: [one], damaged: 0 };
  assert.equal(recordingOf(history, at(one, START + DAY - 1)).kind, 'nothing');
  assert.equal(recordingOf(history, at(one, START + DAY)).kind, 'append');
  assert.equal(recordingOf(history, at(one, START - HOUR)).kind, 'nothing', 'a clock that was set back a little');
});

test('a look that saw something else is recorded at once', () => {
  assert.equal(recordingOf({ looks: [one], damaged: 0 }, renewed).kind, 'append');
});

test('that a run was forgotten is nothing new', () => {
  const withRun = { ...one, certificates: one.certificates.map((seen) => ({ ...seen, run: 'run-1' })) };
  assert.equal(recordingOf({ looks: [withRun], damaged: 0 }, at(one, START + HOUR)).kind, 'nothing');
});

test('a history that has become long keeps what changed, and between which two looks', () => {
  const daily = Array.from({ length: MOST_LINES }, (_, day) => at(day < 300 ? one : renewed, START + day * DAY));
  const recording = recordingOf({ looks: daily, damaged: 0 }, at(renewed, START + MOST_LINES * DAY));
  assert.equal(recording.kind, 'replace');
  const days = historyIn(recording.kind === 'replace' ? recording.text : '').looks.map(
    (look) => (look.at - START) / DAY,
  );
  assert.deepEqual(days, [0, 299, 300, MOST_LINES]);
});

test('a history in which everything changes every time loses its oldest', () => {
  const restless = Array.from({ length: MOST_LINES }, (_, day) => at(day % 2 === 0 ? one : renewed, START + day * DAY));
  const recording = recordingOf({ looks: restless, damaged: 0 }, at(one, START + MOST_LINES * DAY));
  const kept = historyIn(recording.kind === 'replace' ? recording.text : '').looks;
  assert.equal(kept.length, 200);
  assert.equal(kept.at(-1)?.at, START + MOST_LINES * DAY);
});

test('lines that are none count, or a damaged history would grow without end', () => {
  assert.equal(recordingOf({ looks: [one], damaged: MOST_LINES }, renewed).kind, 'replace');
});

test('what is compacted shows the same changes', () => {
  const looks = [one, at(one, START + DAY), at(one, START + 2 * DAY), at(renewed, START + 3 * DAY)];
  assert.deepEqual(compacted(looks), [looks[0], looks[2], looks[3]]);
});
