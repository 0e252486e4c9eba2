import assert from 'node:assert/strict';
import { test } from 'node:test';
import { memoryNode } from '../../src/adapters/memory/memory-node.ts';
import { systemClock } from '../../src/adapters/system/clock.ts';
import type { Clock, Stopper } from '../../src/ports/clock.ts';

const adapters: readonly { readonly name: string; readonly make: (stop: AbortSignal) => Clock }[] = [
  {
    name: 'memory',
    make: (stop) => memoryNode({ now: Date.UTC(2030, 0, 1), files: {} }).live({ stop }).world.clock,
  },
  { name: 'system', make: systemClock },
];

for (const { name, make } of adapters) {
  test(`clock, ${name}: a pause is over when as much time has gone by`, async () => {
    const clock = make(new AbortController().signal);
    const before = clock.now();
    await clock.pause(20);
    // A timer and the time of day count apart from each other, to the millisecond.
    assert.ok(clock.now() - before >= 19);
  });

  test(`clock, ${name}: a pause of nothing or less takes no time back`, async () => {
    const clock = make(new AbortController().signal);
    const before = clock.now();
    for (const milliseconds of [0, -1, -60_000]) await clock.pause(milliseconds);
    assert.ok(clock.now() >= before);
  });

  test(`clock, ${name}: ticks are whole milliseconds, and as many go by as a pause takes`, async () => {
    const clock = make(new AbortController().signal);
    const before = clock.ticks();
    await clock.pause(20);
    // A timer counts whole milliseconds, and so do ticks.
    assert.ok(clock.ticks() - before >= 19);
    assert.ok(Number.isInteger(clock.ticks()));
  });

  test(`clock, ${name}: a stop is requested once somebody asked for it, and from then on`, async () => {
    const stop = new AbortController();
    const clock = make(stop.signal);
    assert.equal(clock.stopRequested(), false);
    const pausing = clock.pause(5);
    stop.abort();
    assert.equal(clock.stopRequested(), true);
    await pausing;
    assert.equal(clock.stopRequested(), true);
  });

  test(`clock, ${name}: whether a person asked to stop, or the machine, is told apart`, () => {
    for (const stopper of ['person', 'machine'] satisfies readonly Stopper[]) {
      const stop = new AbortController();
      const clock = make(stop.signal);
      assert.equal(clock.stoppedByPerson(), false);
      stop.abort(stopper);
      assert.deepEqual([clock.stopRequested(), clock.stoppedByPerson()], [true, stopper === 'person']);
    }
  });

  test(`clock, ${name}: who idles is woken when as much time has gone by`, async () => {
    const clock = make(new AbortController().signal);
    const before = clock.now();
    await clock.idle(20);
    assert.ok(clock.now() - before >= 19);
  });

  test(`clock, ${name}: who idles is woken by a request to stop, and does not fall asleep after it`, async () => {
    const stop = new AbortController();
    const clock = make(stop.signal);
    const idling = clock.idle(name === 'memory' ? 0 : 86_400_000);
    stop.abort();
    await idling;
    const before = clock.now();
    await clock.idle(86_400_000);
    assert.ok(clock.now() - before < 86_400_000);
  });
}
