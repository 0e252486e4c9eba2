import assert from 'node:assert/strict';
import { test } from 'node:test';
import { controlPlane } from '../../test/crash/node.ts';
import { finding, seenNode } from '../../test/overviews.ts';
import { DAY, HOUR, SECOND } from '../core/instant.ts';
import type { Notebook } from '../core/notify/notebook.ts';
import { later, look, notify, receiver, told } from './tell-people.test-support.ts';
import { tellPeople } from './tell-people.ts';

test('what fails a few times is tried again in the same look', async () => {
  const node = controlPlane({});
  node.machine.deliveries.push(later, later, later);
  assert.deepEqual(await look(node, ['expiring']), []);
  assert.deepEqual(told(node), ['team: problem expiring']);
});

test('what cannot be delivered is told, waits, and is delivered by the next look, once', async () => {
  const node = controlPlane({});
  node.machine.deliveries.push(...Array.from({ length: 6 }, () => later));
  const [waiting] = await look(node, ['expiring']);
  assert.deepEqual(waiting, { kind: 'messages-waiting', count: 1, why: `team: ${later.why}` });
  assert.deepEqual(told(node), []);
  node.machine.deliveries.length = 0;
  node.pass(DAY);
  await look(node, ['expiring']);
  await look(node, ['expiring']);
  assert.deepEqual(told(node), ['team: problem expiring']);
});

test('a receiver that asks for patience is not asked again before', async () => {
  const node = controlPlane({});
  node.machine.deliveries.push({ ...later, after: HOUR });
  await look(node, ['expiring']);
  node.pass(HOUR / 2);
  await look(node, ['expiring']);
  assert.deepEqual(told(node), []);
  node.pass(HOUR);
  await look(node, ['expiring']);
  assert.deepEqual(told(node), ['team: problem expiring']);
});

test('a receiver that never answers costs itself alone: the others hear of everything at once, look after look', async () => {
  const node = controlPlane({});
  node.machine.silentReceivers.set('office', 10 * SECOND);
  const to = { ...notify, receivers: [receiver('office'), receiver('pager')] };
  const codes = Array.from({ length: 15 }, (_, index) => `code-${String(index)}`);
  for (const count of [3, 15]) {
    await look(node, codes.slice(0, count), to);
    assert.equal(node.machine.told.length, count);
    node.pass(DAY);
  }
});

test('who fails once has its turn among those who always do', async () => {
  const node = controlPlane({});
  node.machine.silentReceivers.set('office', 20 * SECOND);
  node.machine.deliveries.push(later);
  const to = { ...notify, receivers: [receiver('office'), receiver('pager')] };
  const codes = Array.from({ length: 15 }, (_, index) => `code-${String(index)}`);
  await look(node, codes, to);
  assert.equal(told(node).length, codes.length);
});

test('what one message alone fails for holds up no other', async () => {
  const node = controlPlane({});
  node.machine.deliveries.push({ ...later, after: HOUR });
  await look(node, ['expiring']);
  node.pass(DAY);
  node.machine.deliveries.push({ kind: 'delivered' }, { ...later, after: HOUR });
  await look(node, ['expiring', 'stale']);
  assert.deepEqual(told(node), ['team: problem stale']);
});

test('an end that is told late comes after its problem', async () => {
  const node = controlPlane({});
  node.machine.deliveries.push({ ...later, after: HOUR });
  await look(node, ['expiring']);
  node.pass(DAY);
  await look(node, []);
  assert.deepEqual(told(node), ['team: problem expiring', 'team: resolved expiring']);
});

test('what is refused for good is told loudly, and nobody is asked again', async () => {
  const node = controlPlane({});
  node.machine.deliveries.push({ kind: 'refused', why: 'team: status 400' });
  const [dropped] = await look(node, ['expiring']);
  assert.ok(dropped?.kind === 'message-dropped');
  assert.deepEqual([dropped.receiver, dropped.why], ['team', 'team: status 400']);
  assert.deepEqual(await look(node, ['expiring']), []);
});

test('after a week it is given up, loudly', async () => {
  const node = controlPlane({});
  node.machine.deliveries.push(...Array.from({ length: 1000 }, () => later));
  await look(node, ['expiring']);
  node.pass(8 * DAY);
  const news = await look(node, ['expiring']);
  assert.deepEqual(
    news.map(({ kind }) => kind),
    ['message-dropped'],
  );
});

const YEAR = 365 * DAY;

test('after a week all is given up that waits for a receiver that is away, though there was no time to try it', async () => {
  const node = controlPlane({});
  node.machine.silentReceivers.set('team', 20 * SECOND);
  const codes = Array.from({ length: 15 }, (_, index) => `code-${String(index)}`);
  await look(node, codes);
  node.pass(8 * DAY);
  await look(node, codes);
  const { dropped, outbox } = JSON.parse(node.machine.notebook ?? '') as Notebook;
  assert.deepEqual([dropped, outbox], [codes.length, []]);
});

test('a clock that was a year ahead holds back no message that waits, and no digest', async () => {
  const node = controlPlane({});
  const weekly = { ...notify, digest: 'weekly' } as const;
  node.machine.now += YEAR;
  node.machine.deliveries.push({ ...later, after: HOUR });
  await look(node, ['expiring'], weekly);
  node.machine.now -= YEAR;
  await look(node, [], weekly);
  const [problem, end] = node.machine.told;
  assert.deepEqual(told(node), ['team: problem expiring', 'team: resolved expiring']);
  assert.ok((problem?.message.at ?? Infinity) <= node.machine.now);
  assert.match(end?.message.lines[0] ?? '', /^it lasted \d+ seconds?$/);
  node.pass(7 * DAY);
  await look(node, [], weekly);
  assert.equal(told(node).at(-1), 'team: digest ');
});

test('what was written by a clock that was ahead is given up after a week, too', async () => {
  const node = controlPlane({});
  node.machine.silentReceivers.set('team', SECOND);
  node.machine.now += YEAR;
  await look(node, ['expiring']);
  node.machine.now -= YEAR;
  await look(node, ['expiring']);
  node.pass(8 * DAY);
  const [dropped] = await look(node, ['expiring']);
  assert.equal(dropped?.kind, 'message-dropped');
});

test('a clock that is set back while messages are sent keeps nobody for as long as it was ahead', async () => {
  const node = controlPlane({});
  const { world } = node.live();
  const deliver = async () => {
    node.machine.now -= YEAR;
    return later;
  };
  const begun = node.machine.now;
  const overview = { takenAt: begun, nodes: [seenNode('cp-1', { findings: [finding('apiserver')] })] };
  const messengers = { ...world.messengers, deliver };
  await tellPeople({ kind: 'looked', overview }, { notify }, { ...world, messengers });
  assert.ok(node.machine.now <= begun - YEAR + HOUR, 'it waits for no clock');
});
