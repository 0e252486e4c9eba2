import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clusterOfThree } from '../../test/cluster-of-three.ts';
import { controlPlane } from '../../test/crash/node.ts';
import { wellReport } from '../../test/node-reports.ts';
import { finding, seenNode } from '../../test/overviews.ts';
import { Crash, cutAt, failing } from '../adapters/memory/effects.ts';
import type { MemoryNode } from '../adapters/memory/memory-node.ts';
import { PerennialError } from '../core/errors.ts';
import { DAY, MINUTE } from '../core/instant.ts';
import { defaultPolicy } from '../core/policy.ts';
import { weekdays } from '../core/schedule/window.ts';
import type { News } from '../ports/news.ts';
import { runTold } from './look-told.ts';
import { testMessages } from './notify.ts';
import { later, look, lookAt, notify, receiver, told } from './tell-people.test-support.ts';
import { tellPeople } from './tell-people.ts';

test('people are told in the language of the configuration; what is remembered is English, and the same message', async () => {
  const told = [];
  for (const language of ['en', 'zh-Hant'] as const) {
    const node = controlPlane({});
    node.machine.deliveries.push(...Array.from({ length: 6 }, () => later));
    const { world } = node.live();
    const findings = [finding('apiserver', { code: 'expiring' })];
    const overview = { takenAt: world.clock.now(), nodes: [seenNode('cp-1', { findings })] };
    await tellPeople({ kind: 'looked', overview }, { notify, language }, world);
    assert.match(node.machine.notebook ?? '', /expiring on cp-1/);
    node.machine.deliveries.length = 0;
    node.pass(DAY);
    await tellPeople({ kind: 'looked', overview }, { notify, language }, node.live().world);
    told.push(...node.machine.told.map(({ message }) => message));
  }
  const [english, chinese] = told;
  assert.equal(chinese?.id, english?.id);
  assert.match(english?.title ?? '', /^\w+: expiring on cp-1: apiserver$/);
  assert.match(chinese?.title ?? '', /^(警告|嚴重)：cp-1 出現 expiring：apiserver$/);
});

test('who asks for what is critical alone hears of nothing less, nor of its end', async () => {
  const node = controlPlane({});
  const to = { ...notify, receivers: [receiver('team'), receiver('pager', 'critical')] };
  await look(node, ['expiring'], to);
  await look(node, [], to);
  assert.deepEqual(told(node), ['team: problem expiring', 'team: resolved expiring']);
});

test('who was told that it is critical hears of the end, whatever it was before and after', async () => {
  const node = controlPlane({});
  const to = { ...notify, receivers: [receiver('pager', 'critical')] };
  for (const severity of ['warning', 'critical', 'warning', 'unknown'] as const)
    await lookAt(node, [finding('apiserver', { code: 'expiring', severity })], to);
  await look(node, [], to);
  assert.deepEqual(told(node), ['pager: worse expiring', 'pager: resolved expiring']);
});

test('killed at any moment: nothing is lost, and what is sent twice has the same id', async () => {
  const labels = await effectsOf(controlPlane({}));
  for (let number = 1; number <= labels; number += 1) {
    for (const when of ['before', 'within', 'after'] as const) {
      const node = controlPlane({});
      await assert.rejects(look(node, ['expiring', 'stale'], notify, { interfere: cutAt(number, when) }), Crash);
      await look(node, ['expiring', 'stale']);
      const ids = node.machine.told.map(({ message }) => message.id);
      assert.deepEqual(new Set(told(node)), new Set(['team: problem expiring', 'team: problem stale']), when);
      assert.ok(ids.length <= 3, 'at most the one that was being sent is sent again');
      if (ids.length === 3) assert.equal(new Set(ids).size, 2);
    }
  }
});

async function effectsOf(node: MemoryNode): Promise<number> {
  const { world, effects } = node.live();
  const at = world.clock.now();
  const findings = ['expiring', 'stale'].map((code) => finding('apiserver', { code }));
  const overview = { takenAt: at, nodes: [seenNode('cp-1', { findings, takenAt: at })] };
  await tellPeople({ kind: 'looked', overview }, { notify }, world);
  return effects.length;
}

test('a notebook that cannot be written is told, and nobody is told anything: not each day the same', async () => {
  const node = controlPlane({});
  const noRoom = new PerennialError('disk-full', 'there is no room');
  const news = await look(node, ['expiring'], notify, { interfere: failing('notebook', noRoom) });
  assert.deepEqual(news, [{ kind: 'not-told', why: 'there is no room' }]);
  assert.deepEqual(told(node), []);
});

test('a spoilt notebook is told, and left as it is', async () => {
  const node = controlPlane({});
  node.machine.notebook = '{"format":1';
  const [news] = await look(node, ['expiring']);
  assert.ok(news?.kind === 'not-told');
  assert.equal(node.machine.notebook, '{"format":1');
});

test('a scheduled renewal is told, with a heartbeat; neither can fail it', async () => {
  for (const deliveries of [[], Array.from({ length: 100 }, () => later)]) {
    const node = controlPlane({});
    node.machine.deliveries.push(...deliveries);
    const news: News[] = [];
    const { world } = node.live({ tell: (one) => void news.push(one) });
    const policy = { ...defaultPolicy, notify, heartbeat: { url: 'http://127.0.0.1/' } };
    const report = await runTold({ policy, copies: [] }, world);
    assert.equal(report.kind, 'renewed');
    const kinds = news.map(({ kind }) => kind);
    const works = deliveries.length === 0;
    assert.equal(told(node).includes('team: renewed '), works);
    assert.equal(node.machine.heartbeats, works ? 1 : 0);
    assert.deepEqual([kinds.includes('messages-waiting'), kinds.includes('no-heartbeat')], [!works, !works]);
  }
});

test('messages name the cluster as the configuration does, else as kubeadm, where somebody chose the name', async () => {
  const kubeadms = (name: string) =>
    `apiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\nclusterName: ${name}\n`;
  for (const [chosen, kubeadm, named] of [
    ['prod', 'kubernetes', 'prod'],
    ['prod', 'west-2', 'prod'],
    [undefined, 'west-2', 'west-2'],
    [undefined, 'kubernetes', undefined],
  ] as const) {
    const node = controlPlane({ clusterConfiguration: kubeadms(kubeadm) });
    const policy = { ...defaultPolicy, notify: { ...notify, ...(chosen !== undefined && { cluster: chosen }) } };
    await runTold({ policy, copies: [] }, node.live().world);
    const [{ message } = { message: undefined }] = node.machine.told;
    assert.equal(message?.cluster, named);
    assert.equal(message?.title, `renewed: certificates of ${named === undefined ? '' : `${named}/`}cp-1`);
    assert.match(message?.key ?? '', /^[0-9a-f]{8} cp-1 /);
  }
});

test('a test message names the cluster as the configuration does', async () => {
  const node = controlPlane({});
  await testMessages({ ...notify, cluster: 'prod', language: 'en' }, node.live().world);
  const [{ message } = { message: undefined }] = node.machine.told;
  assert.deepEqual([message?.cluster, message?.title], ['prod', 'test: a message of perennial on prod/cp-1']);
});

test('a run that failed is told, undone or not, and sends no heartbeat: who watches for it hears of the failure', async () => {
  for (const onFailure of ['roll-back', 'stop'] as const) {
    const node = controlPlane({});
    const noRoom = new PerennialError('disk-full', 'there is no room');
    const { world } = node.live({ interfere: failing('install /etc/kubernetes/pki/apiserver.key', noRoom) });
    const policy = { ...defaultPolicy, onFailure, notify, heartbeat: { url: 'http://x' } };
    await runTold({ policy, copies: [] }, world);
    assert.ok(told(node).includes('team: problem run-failed'), String(told(node)));
    assert.equal(node.machine.heartbeats, 0);
  }
});

test('the heartbeat is back with the next run that is well', async () => {
  const node = controlPlane({});
  const noRoom = new PerennialError('disk-full', 'there is no room');
  const request = { policy: { ...defaultPolicy, heartbeat: { url: 'http://x' } }, copies: [] };
  await runTold(request, node.live({ interfere: failing('install /etc/kubernetes/pki/apiserver.key', noRoom) }).world);
  await runTold(request, node.live().world);
  assert.equal(node.machine.heartbeats, 1);
});

test('a look that fails is told, and sends no heartbeat', async () => {
  const node = controlPlane({});
  const cramped = { ...defaultPolicy.thresholds, renewal: { duration: DAY, percent: 100 } };
  const policy = { ...defaultPolicy, thresholds: cramped, look: 31 * DAY, notify, heartbeat: { url: 'http://x' } };
  await assert.rejects(runTold({ policy, copies: [] }, node.live().world), { code: 'config-invalid' });
  assert.deepEqual(told(node), ['team: problem look-failed']);
  assert.equal(node.machine.heartbeats, 0);
});

test('a look that failed is told of the node that the next look is told of, and so is its end, whatever the machine is called', async () => {
  const node = controlPlane({ hostname: 'ip-10-0-0-1' });
  await tellPeople({ kind: 'failed', why: 'there is no room' }, { notify }, node.live().world);
  await look(node, []);
  assert.deepEqual(
    node.machine.told.map(({ message }) => `${message.kind} ${message.node}: ${message.title}`),
    ['problem cp-1: critical: look-failed on cp-1: cp-1', 'resolved cp-1: resolved: look-failed on cp-1: cp-1'],
  );
});

test('where the kubelet has no name of its own yet, a look that failed is told of the machine', async () => {
  const node = controlPlane({ hostname: 'IP-10-0-0-1' });
  for (const path of node.machine.tree.keys()) if (path.includes('kubelet')) node.machine.tree.delete(path);
  await tellPeople({ kind: 'failed', why: 'there is no room' }, { notify }, node.live().world);
  assert.deepEqual(
    node.machine.told.map(({ message }) => message.node),
    ['ip-10-0-0-1'],
  );
});

test('a turn that never comes is told once, until what is due is renewed; and it sends no heartbeat', async () => {
  const { node, reports } = clusterOfThree();
  const canary = (isDue: boolean): void => {
    const due = isDue ? [{ name: 'apiserver', end: Date.UTC(2031, 0, 1) }] : [];
    reports.set('cp-2', JSON.stringify(wellReport('cp-2', { takenAt: node.machine.now, due })));
  };
  const window = { days: weekdays, start: { hour: 2, minute: 30 }, length: 45 * MINUTE, timeZone: 'UTC' };
  const order = { canary: 'cp-2', soak: 0 };
  const policy = { ...defaultPolicy, window, order, notify, heartbeat: { url: 'http://x' } };
  canary(true);
  for (let day = 0; day < 2; day += 1) {
    await assert.rejects(runTold({ policy, copies: [] }, node.live().world), { code: 'turn-missed' });
    node.pass(DAY - 15 * MINUTE);
  }
  assert.equal(node.machine.heartbeats, 0);
  await runTold({ policy: { ...policy, hold: 'moving house' }, copies: [] }, node.live().world);
  assert.deepEqual(told(node), ['team: problem expiring', 'team: problem turn-missed']);
  canary(false);
  await runTold({ policy, copies: [] }, node.live().world);
  assert.ok(told(node).includes('team: resolved turn-missed'), String(told(node)));
});
