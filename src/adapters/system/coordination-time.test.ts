import assert from 'node:assert/strict';
import { test } from 'node:test';
import { coordinationTime } from './coordination-time.ts';

test('ticks go forward, and a pause takes as many of them as it says', async () => {
  const before = coordinationTime.ticks();
  await coordinationTime.pause(20);
  // A timer counts whole milliseconds.
  assert.ok(coordinationTime.ticks() - before >= 19);
});

test('work is done again and again, never twice at once, until it is stopped', async () => {
  let done = 0;
  let atOnce = 0;
  const stop = coordinationTime.every(1, async () => {
    atOnce += 1;
    await coordinationTime.pause(2);
    assert.equal(atOnce, 1);
    atOnce -= 1;
    done += 1;
  });
  while (done < 3) await coordinationTime.pause(1);
  stop();
  while (atOnce > 0) await coordinationTime.pause(1);
  const then = done;
  await coordinationTime.pause(10);
  assert.equal(done, then);
});
