import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ClusterEvent } from '../../src/core/events/cluster-event.ts';
import { NOW } from '../node-reports.ts';
import { eventsSubjects } from './events-subjects.ts';

const event: ClusterEvent = {
  name: 'cp-1.0123456789abcdef',
  node: 'cp-1',
  type: 'Warning',
  reason: 'CertificateExpiring',
  action: 'Renew',
  note: 'renewal is due: apiserver',
};

for (const { name: adapter, make } of eventsSubjects) {
  test(`Events, ${adapter}: what is posted is there`, async (t) => {
    const { events, posted } = await make(t);
    await events.post(event, NOW);
    await events.post({ ...event, name: 'cp-1.other', type: 'Normal', reason: 'CertificatesRenewed' }, NOW);
    assert.deepEqual(posted(), ['Warning CertificateExpiring cp-1', 'Normal CertificatesRenewed cp-1']);
  });

  test(`Events, ${adapter}: one that is there already will do`, async (t) => {
    const { events, posted } = await make(t);
    for (const at of [NOW, NOW + 1]) await events.post(event, at);
    assert.equal(posted().length, 1);
  });

  test(`Events, ${adapter}: without an API server it does not work, and says so`, async (t) => {
    const { events, end } = await make(t);
    await end();
    await assert.rejects(events.post(event, NOW), { code: 'api-unavailable' });
  });
}
