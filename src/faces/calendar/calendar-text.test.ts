import assert from 'node:assert/strict';
import { test } from 'node:test';
import { leaf, NOW, seenNode } from '../../../test/overviews.ts';
import { DAY, HOUR } from '../../core/instant.ts';
import { translated } from '../../core/language/translated.ts';
import type { NodeOverview, Overview } from '../../core/overview/overview.ts';
import { calendarText, etagOf } from './calendar-text.ts';
import { icalendarReaders, readBy, type ReadEvent } from './icalendar-readers.test-support.ts';

const authority = leaf('ca', { kind: 'authority', notBefore: NOW - 3650 * DAY, expiresAt: NOW + 20 * DAY });
const overviewOf = (...nodes: readonly NodeOverview[]): Overview => ({ takenAt: NOW, nodes });
const textOf = (overview: Overview) => calendarText(overview, { version: '1.2.3', url: 'https://example.org/certs' });
const [firstReader] = icalendarReaders;
const eventsOf = async (overview: Overview): Promise<readonly ReadEvent[]> =>
  readBy(firstReader?.program ?? '', await textOf(overview));

const nextOpening = { opensAt: NOW + 4 * DAY, closesAt: NOW + 4 * DAY + 3 * HOUR };
const three = overviewOf(
  ...['cp-1', 'cp-2', 'cp-3'].map((node) =>
    seenNode(node, { cluster: 'prod', nextOpening, certificates: [authority, leaf('apiserver')] }),
  ),
);

for (const { name, program } of icalendarReaders) {
  test(`${name} reads windows, due dates, reminders, ends and the horizon of the authority`, async () => {
    const events = readBy(program, await textOf(three));
    assert.equal(new Set(events.map(({ uid }) => uid)).size, events.length, 'no UID is there twice');
    const seen = new Set(events.map(({ day, summary }) => `${day} ${summary}`));
    for (const expected of [
      '2030-01-19 Renewal window: prod',
      '2030-08-13 Renewal due: apiserver on prod/cp-1',
      '2030-10-12 30 days left: apiserver on prod/cp-2',
      '2030-11-04 7 days left: apiserver on prod/cp-2',
      '2030-11-11 Ends: apiserver on prod/cp-3',
      '2029-11-06 90 days left: authority ca of prod',
      '2030-02-04 Ends: authority ca of prod',
    ])
      assert.ok(seen.has(expected), `${expected} is not in ${[...seen].join('\n')}`);
    assert.equal(events.length, 1 + 3 * 4 + 4, 'window and authority are there once for three nodes');
  });
}

for (const { name, program } of icalendarReaders) {
  test(`${name} reads it in Chinese, with the same events`, async () => {
    const words = (text: string) => translated(text, 'zh-Hant');
    const text = await calendarText(three, { version: '1.2.3', words });
    const [chinese, english] = [readBy(program, text), readBy(program, await textOf(three))];
    const fixed = (events: readonly ReadEvent[]) => events.map(({ uid, day, sequence }) => ({ uid, day, sequence }));
    assert.deepEqual(fixed(chinese), fixed(english));
    const seen = new Set(chinese.flatMap(({ summary, description }) => [summary, description]));
    for (const expected of [
      '維護時段：prod',
      'cp-1, cp-2, cp-3 的維護時段，自 2030-01-19 03:00 UTC 至 2030-01-19 06:00 UTC。屆時會更新應更新的憑證。',
      '應更新：prod/cp-1 上的 apiserver',
      '還有 7 天：prod/cp-2 上的 apiserver',
      '到期：prod/cp-3 上的 apiserver',
      'prod/cp-3 上的 apiserver 將於 2030-11-11 03:00 UTC 到期。由 ca 簽發。',
      '還有 90 天：prod 的 CA ca',
      '到期：prod 的 CA ca',
      'prod 的 CA ca 將於 2030-02-04 03:00 UTC 到期。屆時由它簽發的憑證都不再被接受，而更新憑證也無法延後這個日期：請在那之前更換 CA。',
    ])
      assert.ok(seen.has(expected), `${expected} is not in ${[...seen].join('\n')}`);
  });
}

test('a renewal moves the events of a certificate: same UIDs, later days, higher SEQUENCE', async () => {
  const before = await eventsOf(overviewOf(seenNode('cp-1')));
  const renewed = leaf('apiserver', {
    notBefore: NOW + DAY,
    expiresAt: NOW + 366 * DAY,
    renewalDueAt: NOW + 276 * DAY,
    serial: '2B',
  });
  const after = await eventsOf({ ...overviewOf(seenNode('cp-1', { certificates: [renewed] })), takenAt: NOW + DAY });
  assert.deepEqual(after.map(({ uid }) => uid).toSorted(), before.map(({ uid }) => uid).toSorted());
  for (const event of after) {
    const earlier = before.find(({ uid }) => uid === event.uid);
    assert.ok(earlier !== undefined && earlier.day < event.day && earlier.sequence < event.sequence, event.summary);
  }
});

test('the same certificate of another node, and of another cluster, is another event', async () => {
  const nodes = ['prod', 'test'].flatMap((cluster) => ['cp-1', 'cp-2'].map((node) => seenNode(node, { cluster })));
  const uids = (await eventsOf(overviewOf(...nodes))).map(({ uid }) => uid);
  assert.deepEqual([uids.length, new Set(uids).size], [16, 16]);
});

test('the same overview is the same text, and another one has another ETag', async () => {
  const text = await textOf(three);
  assert.equal(await textOf(structuredClone(three)), text);
  assert.match(etagOf(text), /^"[\w-]{43}"$/);
  assert.notEqual(etagOf(await textOf({ ...three, takenAt: NOW + 1000 })), etagOf(text));
});

test('a bundle ends with its last member, a cluster with the node that is first', async () => {
  const member = (expiresAt: number) => leaf('ca', { kind: 'authority', expiresAt });
  const nodes = [
    seenNode('cp-1', { cluster: 'prod', certificates: [member(NOW + 5 * DAY), member(NOW + 900 * DAY)] }),
    seenNode('cp-2', { cluster: 'prod', certificates: [member(NOW + 5 * DAY), member(NOW + 800 * DAY)] }),
  ];
  const ends = (await eventsOf(overviewOf(...nodes))).filter(({ summary }) => summary.startsWith('Ends'));
  assert.deepEqual(
    ends.map(({ day }) => day),
    ['2032-03-25'],
  );
});

test('a subscriber is told how often to ask, in both ways that are in use', async () => {
  const text = await textOf(three);
  assert.match(text, /\r\nREFRESH-INTERVAL;VALUE=DURATION:PT12H\r\nX-PUBLISHED-TTL:PT12H\r\n/);
});

test('nodes that said nothing have no events', async () => {
  const text = await textOf(overviewOf({ node: 'cp-2', seen: { kind: 'silent' } }));
  assert.doesNotMatch(text, /VEVENT/);
});
