import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import type { JournalEntry } from '../../src/core/plan/journal.ts';
import type { Digest } from '../../src/core/names.ts';
import { keepStep, planOf } from './plan.ts';
import { type Subject, subjects } from './subjects.ts';

const started = (step: string): JournalEntry => ({ event: 'started', step, at: 1 });
const done = (step: string): JournalEntry => ({ event: 'done', step, at: 2, facts: { serial: '0A' } });
const digestOf = (text: string): Digest => `sha256:${createHash('sha256').update(text).digest('hex')}`;

async function finishedRun({ runs }: Subject, digest?: Digest): Promise<string> {
  const run = await runs.create(planOf([keepStep('1.1', digest)]));
  await run.record(started('1.1'));
  await run.record(done('1.1'));
  return run.id;
}

async function openRun({ runs }: Subject, digest?: Digest): Promise<string> {
  const run = await runs.create(planOf([keepStep('1.1', digest)]));
  await run.record(started('1.1'));
  return run.id;
}

for (const { name, make } of subjects) {
  test(`runs, ${name}: a run comes back with its plan and its journal after a restart`, async (t) => {
    const subject = await make(t);
    const run = await subject.runs.create(planOf());
    await run.record(started('1.1'));
    await run.record(done('1.1'));
    await run.report({ outcome: 'complete' });
    const again = await subject.restarted().runs.open(run.id);
    assert.deepEqual(again.plan, planOf());
    assert.deepEqual(await again.entries(), [started('1.1'), done('1.1')]);
  });

  test(`runs, ${name}: the last report saved comes back, none is missing`, async (t) => {
    const subject = await make(t);
    const run = await subject.runs.create(planOf());
    assert.deepEqual(await run.savedReport(), { kind: 'missing' });
    for (const outcome of ['stopped', 'complete']) await run.report({ outcome });
    const again = await subject.restarted().runs.open(run.id);
    assert.deepEqual(await again.savedReport(), { kind: 'read', value: { outcome: 'complete' } });
  });

  test(`runs, ${name}: ids tell the intent and sort by time, even in one second`, async (t) => {
    const { runs } = await make(t);
    const ids: string[] = [];
    for (const kind of ['renew', 'kubeconfig', 'renew'] as const)
      ids.push((await runs.create(planOf([], { kind }))).id);
    for (const id of ids) assert.match(id, /^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ-(renew|kubeconfig)$/);
    assert.deepEqual(await runs.list(), ids);
    assert.deepEqual(ids.toSorted(), ids);
  });

  test(`runs, ${name}: there are none in the beginning`, async (t) => {
    assert.deepEqual(await (await make(t)).runs.list(), []);
  });

  test(`runs, ${name}: an unknown run is said to be one, with what may have been meant`, async (t) => {
    const { runs } = await make(t);
    const { id } = await runs.create(planOf());
    const typo = id.replace('renew', 'renwe');
    await assert.rejects(runs.open(typo), {
      code: 'run-unknown',
      next: 'perennial status',
      hint: `did you mean ${id}`,
    });
    await assert.rejects(runs.open('../../etc'), { code: 'run-unknown' });
  });

  test(`runs, ${name}: the oldest finished runs go, unfinished ones stay`, async (t) => {
    const subject = await make(t);
    const open = await openRun(subject);
    const finished = [await finishedRun(subject), await finishedRun(subject), await finishedRun(subject)];
    await subject.runs.prune({ keepRuns: 2, keepKeysFor: 1e12, now: 0 });
    assert.deepEqual(await subject.runs.list(), [open, ...finished.slice(1)]);
  });

  test(`runs, ${name}: a run that was rolled back is finished`, async (t) => {
    const subject = await make(t);
    const failed = await subject.runs.create(planOf());
    await failed.record(started('1.1'));
    const undoing = await subject.runs.create(planOf([], { kind: 'rollback', of: failed.id }));
    await subject.runs.prune({ keepRuns: 1, keepKeysFor: 1e12, now: 0 });
    assert.deepEqual(await subject.runs.list(), [undoing.id]);
  });

  test(`runs, ${name}: old keys go, old certificates and what an unfinished run needs stay`, async (t) => {
    const subject = await make(t);
    const files = { key: 'a PRIVATE KEY-----', crt: 'a CERTIFICATE-----', needed: 'another PRIVATE KEY-----' };
    const store = subject.store(await finishedRun(subject, digestOf(files.key)));
    await finishedRun(subject, digestOf(files.crt));
    await openRun(subject, digestOf(files.needed));
    for (const text of Object.values(files)) {
      await subject.put('/file', text);
      await store.keep('/file', digestOf(text));
    }
    const has = () => Promise.all(Object.values(files).map((text) => store.has(digestOf(text))));
    await subject.runs.prune({ keepRuns: 7, keepKeysFor: 60_000, now: 0 });
    assert.deepEqual(await has(), [true, true, true]);
    await subject.runs.prune({ keepRuns: 7, keepKeysFor: 60_000, now: 1e14 });
    assert.deepEqual(await has(), [false, true, true]);
    await subject.runs.prune({ keepRuns: 0, keepKeysFor: 60_000, now: 1e14 });
    assert.deepEqual(await has(), [false, false, true]);
  });

  test(`runs, ${name}: a key that an earlier run kept already is as old as the last run that replaced it`, async (t) => {
    const subject = await make(t);
    const digest = digestOf('a PRIVATE KEY-----');
    await finishedRun(subject, digest);
    const again = await subject.runs.create(planOf([keepStep('1.1', digest)]));
    await again.record({ event: 'started', step: '1.1', at: 1e14 });
    await again.record({ event: 'done', step: '1.1', at: 1e14, facts: {} });
    const store = subject.store(again.id);
    await subject.put('/file', 'a PRIVATE KEY-----');
    await store.keep('/file', digest);
    await subject.runs.prune({ keepRuns: 7, keepKeysFor: 60_000, now: 1e14 + 60_000 });
    assert.equal(await store.has(digest), true);
    await subject.runs.prune({ keepRuns: 7, keepKeysFor: 60_000, now: 1e14 + 60_001 });
    assert.equal(await store.has(digest), false);
  });

  test(`runs, ${name}: a run that was never started counts as finished`, async (t) => {
    const subject = await make(t);
    await subject.runs.create(planOf());
    const finished = await finishedRun(subject);
    await subject.runs.prune({ keepRuns: 1, keepKeysFor: 1e12, now: 0 });
    assert.deepEqual(await subject.runs.list(), [finished]);
  });

  test(`runs, ${name}: a rollback that was begun anew under another id is finished with that one`, async (t) => {
    const subject = await make(t);
    const failed = await openRun(subject);
    const first = await subject.runs.create(planOf([keepStep('1.1')], { kind: 'rollback', of: failed }));
    await first.record(started('1.1'));
    const second = await subject.runs.create(planOf([], { kind: 'rollback', of: failed }));
    await subject.runs.prune({ keepRuns: 1, keepKeysFor: 1e12, now: 0 });
    assert.deepEqual(await subject.runs.list(), [second.id]);
  });

  test(`runs, ${name}: old keys that a run made go, certificates and what an unfinished run needs stay`, async (t) => {
    const subject = await make(t);
    const [finished, undone] = [await finishedRun(subject), await finishedRun(subject)];
    const open = await openRun(subject);
    const undoing = await subject.runs.create(planOf([keepStep('1.1')], { kind: 'rollback', of: undone }));
    await undoing.record(started('1.1'));
    for (const id of [finished, undone, open]) {
      await subject.store(id).save('a.key', 'a PRIVATE KEY-----');
      await subject.store(id).save('a.crt', 'a CERTIFICATE-----');
    }
    await subject.runs.prune({ keepRuns: 7, keepKeysFor: 60_000, now: 1e14 });
    const left = async (as: string) =>
      Promise.all([finished, undone, open].map(async (id) => (await subject.store(id).made(as)) !== undefined));
    assert.deepEqual(await left('a.key'), [false, true, true]);
    assert.deepEqual(await left('a.crt'), [true, true, true]);
  });

  test(`runs, ${name}: what an open rollback undoes stays, however few runs are kept`, async (t) => {
    const subject = await make(t);
    const undone = await finishedRun(subject);
    const undoing = await subject.runs.create(planOf([keepStep('1.1')], { kind: 'rollback', of: undone }));
    await undoing.record(started('1.1'));
    await subject.runs.prune({ keepRuns: 0, keepKeysFor: 1e12, now: 0 });
    assert.deepEqual(await subject.runs.list(), [undone, undoing.id]);
  });
}
