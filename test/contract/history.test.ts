import assert from 'node:assert/strict';
import { test } from 'node:test';
import { subjects } from './subjects.ts';

for (const { name, make } of subjects) {
  test(`history, ${name}: there is none in the beginning`, async (t) => {
    assert.deepEqual(await (await make(t)).history.read(), { kind: 'missing' });
  });

  test(`history, ${name}: lines are there after a restart, in order`, async (t) => {
    const subject = await make(t);
    for (const line of ['one', 'two', 'three']) await subject.history.append(line);
    assert.deepEqual(await subject.restarted().history.read(), { kind: 'read', value: 'one\ntwo\nthree\n' });
  });

  test(`history, ${name}: what replaces it is all there is, and lines follow it`, async (t) => {
    const subject = await make(t);
    await subject.history.append('one');
    await subject.history.replace('another\n');
    await subject.history.append('two');
    assert.deepEqual(await subject.restarted().history.read(), { kind: 'read', value: 'another\ntwo\n' });
  });

  test(`history, ${name}: a torn line goes when the next is written`, async (t) => {
    const subject = await make(t);
    await subject.history.replace('one\ntwo, which is longer than the next');
    await subject.history.append('three');
    assert.deepEqual(await subject.history.read(), { kind: 'read', value: 'one\nthree\n' });
  });
}
