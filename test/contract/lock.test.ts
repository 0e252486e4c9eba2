import assert from 'node:assert/strict';
import { test } from 'node:test';
import { subjects } from './subjects.ts';

for (const { name, make } of subjects) {
  test(`lock, ${name}: it is held by one at a time, and free again after`, async (t) => {
    const subject = await make(t);
    const held = await subject.lock.acquire();
    await assert.rejects(subject.lock.acquire(), { code: 'lock-busy', message: /process \d+ \(perennial/ });
    await assert.rejects(subject.restarted().lock.acquire(), { code: 'lock-busy' });
    await held.release();
    const again = await subject.restarted().lock.acquire();
    await again.release();
  });
}
