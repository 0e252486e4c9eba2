import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { News } from '../../src/ports/news.ts';
import type { ProbeCount, WitnessReport } from '../../src/ports/witness.ts';
import { witnessSubjects } from './witness-subjects.ts';

const probes = ({ fresh, kept }: WitnessReport): readonly ProbeCount[] => [fresh, kept];
const sum = (counts: readonly number[]): number => counts.reduce((all, one) => all + one, 0);
const requestsIn = (report: WitnessReport): number => sum(probes(report).map(({ requests }) => requests));
const failuresIn = (report: WitnessReport): number => sum(probes(report).map(({ failures }) => failures));

for (const { name, make } of witnessSubjects) {
  const watching = async (t: Parameters<typeof make>[0]) => {
    const subject = await make(t);
    const told: News[] = [];
    const begun = await subject.witness.start((news) => void told.push(news));
    return { ...subject, told, stop: () => begun?.stop() ?? assert.fail('it did not begin') };
  };

  test(`witness, ${name}: it does not begin where nobody answers`, async (t) => {
    const { witness, takeAway } = await make(t);
    await takeAway();
    assert.equal(await witness.start(() => undefined), undefined);
  });

  test(`witness, ${name}: undisturbed, it counts requests and nothing else`, async (t) => {
    const { askedOften, stop } = await watching(t);
    await askedOften();
    const report = await stop();
    assert.ok(report.seconds > 0);
    for (const { requests, failures, longestGapMilliseconds, reasons } of probes(report)) {
      assert.ok(requests > 0 && longestGapMilliseconds > 0);
      assert.deepEqual([failures, reasons], [0, {}]);
    }
    assert.equal(report.kept.reconnects, 0);
    assert.deepEqual(report.watch, { kind: 'open', cuts: 0 });
  });

  test(`witness, ${name}: what fails is counted by its reason, and connections that were lost`, async (t) => {
    const { askedOften, takeAway, bringBack, stop } = await watching(t);
    await askedOften();
    await takeAway();
    await askedOften();
    await bringBack();
    await askedOften();
    const report = await stop();
    assert.ok(failuresIn(report) > 0 && failuresIn(report) < requestsIn(report));
    for (const { failures, reasons } of probes(report)) assert.equal(sum(Object.values(reasons)), failures);
    assert.equal(report.kept.reconnects, 1);
    assert.deepEqual(report.watch, { kind: 'open', cuts: 1 });
  });

  test(`witness, ${name}: a gap is told when it is over, with what failed in it`, async (t) => {
    const { askedOften, takeAway, bringBack, told, stop } = await watching(t);
    await takeAway();
    await askedOften();
    await bringBack();
    await askedOften();
    const report = await stop();
    const gaps = told.filter((news) => news.kind === 'api-gap');
    assert.ok(gaps.length > 0 && gaps.every(({ milliseconds, failures }) => milliseconds > 0 && failures > 0));
    assert.ok(sum(gaps.map(({ failures }) => failures)) <= failuresIn(report));
  });

  test(`witness, ${name}: a gap that is not over is in the report, and not told`, async (t) => {
    const { askedOften, takeAway, told, stop } = await watching(t);
    await takeAway();
    await askedOften();
    const report = await stop();
    assert.ok(failuresIn(report) > 0);
    assert.deepEqual(
      told.filter(({ kind }) => kind === 'api-gap'),
      [],
    );
  });

  test(`witness, ${name}: the last that is told is all that the report counts`, async (t) => {
    const { askedOften, told, stop } = await watching(t);
    await askedOften();
    const report = await stop();
    const [requests, failures] = [requestsIn(report), failuresIn(report)];
    assert.deepEqual(told.at(-1), { kind: 'witness', requests, failures });
  });
}
