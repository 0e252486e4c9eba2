import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NOW, publishedReport, wellReport } from '../node-reports.ts';
import { reportsSubjects } from './reports-subjects.ts';

const unavailable = { code: 'api-unavailable' };

for (const { name: adapter, make } of reportsSubjects) {
  test(`reports, ${adapter}: where nobody has reported there are none`, async (t) => {
    const { reports } = await make(t);
    assert.deepEqual(await reports.all(), []);
  });

  test(`reports, ${adapter}: each node's last report is what all of them see`, async (t) => {
    const { reports } = await make(t);
    await reports.publish('cp-1', () => wellReport('cp-1'));
    await reports.publish('cp-2', () => wellReport('cp-2'));
    await reports.publish('cp-1', () => wellReport('cp-1', { takenAt: NOW + 1 }));
    const all = (await reports.all()).toSorted((one, other) => one.node.localeCompare(other.node));
    assert.deepEqual(all, [publishedReport('cp-1', { takenAt: NOW + 1 }), publishedReport('cp-2')]);
  });

  test(`reports, ${adapter}: a report is made from the one before, the first from nothing`, async (t) => {
    const { reports } = await make(t);
    const given: unknown[] = [];
    for (const version of ['1', '2', '3'])
      await reports.publish('cp-1', (previous) => {
        given.push(previous?.version);
        return wellReport('cp-1', { version });
      });
    assert.deepEqual(given, [undefined, '1', '2']);
  });

  test(`reports, ${adapter}: what somebody spoilt cannot be read, and the next report replaces it`, async (t) => {
    const { reports, write } = await make(t);
    write('cp-1', 'once upon a time');
    const [spoilt] = await reports.all();
    assert.deepEqual([spoilt?.node, spoilt?.report.kind], ['cp-1', 'unreadable']);
    await reports.publish('cp-1', (previous) => {
      assert.equal(previous, undefined);
      return wellReport('cp-1');
    });
    assert.deepEqual(await reports.all(), [publishedReport('cp-1')]);
  });

  test(`reports, ${adapter}: without an API server neither works`, async (t) => {
    const { reports, end } = await make(t);
    await end();
    await assert.rejects(reports.all(), unavailable);
    await assert.rejects(
      reports.publish('cp-1', () => wellReport('cp-1')),
      unavailable,
    );
  });
}
