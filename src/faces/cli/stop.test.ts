import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Stopper } from '../../ports/clock.ts';
import { plainStyle } from '../report/style.ts';
import { stopAtStepBoundary, stopWhenAsked } from './stop.ts';
import type { StopSignal, Terminal } from './terminal.ts';

/** A terminal at which signals are sent by calling `send`. */
function terminalWithSignals() {
  const said: string[] = [];
  const left: number[] = [];
  let send: (signal: StopSignal) => void = () => undefined;
  const screen = { isTerminal: true, columns: 80, write: (text: string) => void said.push(text) };
  const terminal: Terminal = {
    out: screen,
    err: screen,
    canAsk: false,
    environment: {},
    folder: '/',
    userId: 0,
    ask: async () => undefined,
    flush: async () => undefined,
    onSignal(listener) {
      send = listener;
      return () => {
        send = () => undefined;
      };
    },
    leave: (status) => void left.push(status),
  };
  return { terminal, said, left, send: (signal: StopSignal) => send(signal) };
}

test('the first Ctrl-C asks the run to stop at the next step boundary', () => {
  const { terminal, said, left, send } = terminalWithSignals();
  const stop = stopAtStepBoundary(terminal, plainStyle, 'person');
  assert.equal(stop.requested.aborted, false);
  send('SIGINT');
  assert.equal(stop.requested.aborted, true);
  assert.equal(stop.by(), 'SIGINT');
  assert.match(said.join(''), /before the next step/);
  assert.deepEqual(left, []);
});

test('the second ends the process and says how to go on', () => {
  const { terminal, said, left, send } = terminalWithSignals();
  stopAtStepBoundary(terminal, plainStyle, 'person');
  send('SIGTERM');
  send('SIGINT');
  assert.deepEqual(left, [130]);
  assert.match(said.join(''), /perennial resume or rollback/);
});

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  test(`a command that only stays takes its leave at the first ${signal}, and is ended by a second one`, () => {
    const { terminal, left, send } = terminalWithSignals();
    const stop = stopWhenAsked(terminal);
    send(signal);
    assert.deepEqual([stop.requested.aborted, stop.by(), left], [true, signal, []]);
    send('SIGINT');
    assert.deepEqual(left, [130]);
  });
}

test("Ctrl-C is always a person's; SIGTERM is the end of a service where a timer may have called", () => {
  const stoppers = (['person', 'machine'] as const).map((terminates) =>
    (['SIGINT', 'SIGTERM'] as const).map((signal) => {
      const { terminal, send } = terminalWithSignals();
      const stop = stopAtStepBoundary(terminal, plainStyle, terminates);
      send(signal);
      return stop.requested.reason as Stopper;
    }),
  );
  assert.deepEqual(stoppers, [
    ['person', 'person'],
    ['person', 'machine'],
  ]);
});

test('a lost connection is no wish to stop', () => {
  const { terminal, left, send } = terminalWithSignals();
  const stop = stopAtStepBoundary(terminal, plainStyle, 'person');
  send('SIGHUP');
  send('SIGHUP');
  assert.equal(stop.requested.aborted, false);
  assert.deepEqual(left, []);
});
