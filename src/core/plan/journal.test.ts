import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PerennialError } from '../errors.ts';
import { type JournalEntry, statusOf, type StepStatus } from './journal.ts';

const entry = (event: JournalEntry['event']): JournalEntry =>
  event === 'failed'
    ? { event, step: '1.1', at: 0, reason: 'disk full', touched: true }
    : { event, step: '1.1', at: 0 };

const possible: readonly {
  readonly events: readonly JournalEntry['event'][];
  readonly status: StepStatus | undefined;
}[] = [
  { events: [], status: undefined },
  { events: ['started'], status: 'started' },
  { events: ['started', 'started'], status: 'started' },
  { events: ['started', 'done'], status: 'done' },
  { events: ['started', 'failed'], status: 'failed' },
  { events: ['started', 'failed', 'started', 'done'], status: 'done' },
];

for (const { events, status } of possible) {
  test(`a step that was ${events.join(', ') || 'never mentioned'} is ${status ?? 'pending'}`, () => {
    assert.equal(statusOf(events.map(entry)).get('1.1'), status);
  });
}

const impossible: readonly (readonly JournalEntry['event'][])[] = [
  ['done'],
  ['failed'],
  ['started', 'done', 'started'],
  ['started', 'done', 'failed'],
  ['started', 'failed', 'done'],
];

for (const events of impossible) {
  test(`a journal with ${events.join(', ')} was not written by perennial and is refused`, () => {
    assert.throws(
      () => statusOf(events.map(entry)),
      (thrown) => thrown instanceof PerennialError && thrown.code === 'plan-invalid',
    );
  });
}
