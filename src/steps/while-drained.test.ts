import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cutAt, failing, type Interference } from '../adapters/memory/effects.ts';
import type { MemoryNode } from '../adapters/memory/memory-node.ts';
import { PerennialError } from '../core/errors.ts';
import type { Component } from '../core/names.ts';
import type { News } from '../ports/news.ts';
import { renew } from '../usecases/renew.ts';
import type { RenewRequest } from '../usecases/requests.ts';
import { resume } from '../usecases/resume.ts';
import { assertConsistent } from '../../test/crash/consistent.ts';
import { lived, undo, wished } from '../../test/crash/lives.ts';
import { controlPlane } from '../../test/crash/node.ts';

const others = [{ name: 'cp-2', isReady: true }];
const names = { etcd: 'etcd-server', 'kube-apiserver': 'apiserver' } as const;

const requestFor = (component: keyof typeof names): RenewRequest => ({
  ...wished,
  which: { kind: 'named', names: [names[component]] },
});

/** A control plane one component of which goes on with what it read when it started. */
function stubborn(component: Component, otherNodes = others): MemoryNode {
  return controlPlane({ otherNodes, behaviour: { [component]: { reloads: false } } });
}

const deeds = (effects: readonly string[]): readonly string[] =>
  effects.filter((label) => /^(refuse|admit|stop)/.test(label));

for (const component of ['etcd', 'kube-apiserver'] as const) {
  test(`${component} that does not read its new files is restarted drained`, async () => {
    const node = stubborn(component);
    const { world, effects } = node.live();
    const ran = await renew(requestFor(component), world);
    assert.equal(ran.kind === 'ran' && ran.report.outcome.kind, 'complete');
    assert.deepEqual(deeds(effects), ['refuse 6443', `stop ${component}`, 'admit 6443']);
    await assertConsistent(node, component);
  });
}

test('the port is opened before the run goes on', async () => {
  const which: RenewRequest['which'] = { kind: 'named', names: ['apiserver', 'scheduler.conf'] };
  const { world, effects } = stubborn('kube-apiserver').live();
  await renew({ ...wished, which }, world);
  assert.deepEqual(deeds(effects), ['refuse 6443', 'stop kube-apiserver', 'admit 6443', 'stop kube-scheduler']);
});

test('on a single control plane it is restarted as it is', async () => {
  const { world, effects } = stubborn('kube-apiserver', []).live();
  await renew(requestFor('kube-apiserver'), world);
  assert.deepEqual(deeds(effects), ['stop kube-apiserver']);
});

test('one that does not come back leaves an open port', async () => {
  const node = stubborn('kube-apiserver');
  node.behave('kube-apiserver', { reloads: false, comesBack: false });
  const ran = await renew(requestFor('kube-apiserver'), node.live().world);
  assert.equal(ran.kind === 'ran' && ran.report.outcome.kind, 'stopped');
  assert.deepEqual([...node.machine.refusals], []);
});

test('a firewall that fails is no reason to leave it as it is', async () => {
  const node = stubborn('kube-apiserver');
  const interfere = failing('refuse', new PerennialError('firewall-failed', 'port 6443 cannot be refused'));
  const said: News[] = [];
  const { world, effects } = node.live({ interfere, tell: (news) => void said.push(news) });
  const ran = await renew(requestFor('kube-apiserver'), world);
  assert.equal(ran.kind === 'ran' && ran.report.outcome.kind, 'complete');
  assert.ok(deeds(effects).includes('stop kube-apiserver'));
  assert.ok(said.some((news) => news.kind === 'waiting' && /not drained: port 6443/.test(news.why)));
});

test('a port that cannot be opened again is no failure of what was renewed, and is opened by the next one', async () => {
  const node = stubborn('kube-apiserver');
  const interfere = failing('admit', new PerennialError('firewall-failed', 'port 6443 cannot be opened again'));
  const said: News[] = [];
  const { world } = node.live({ interfere, tell: (news) => void said.push(news) });
  const ran = await renew(requestFor('kube-apiserver'), world);
  assert.equal(ran.kind === 'ran' && ran.report.outcome.kind, 'complete');
  assert.ok(said.some((news) => news.kind === 'waiting' && /not opened yet: port 6443/.test(news.why)));
  assert.ok(said.some((news) => news.kind === 'still-refused' && news.port === 6443));
  assert.equal(node.machine.refusals.size, 1);
  assert.equal((await resume(wished, node.live().world)).kind, 'nothing-to-do');
  assert.equal(node.machine.refusals.size, 0);
});

test('killed while it is drained, the next one who finishes or undoes it opens the port', async () => {
  const base = stubborn('kube-apiserver');
  const { world, effects } = base.copy().live();
  await renew(requestFor('kube-apiserver'), world);
  const at = effects.indexOf('stop kube-apiserver');
  const cut: Interference = cutAt(at + 1, 'after');
  const node = base.copy();
  await lived(node, (one) => renew(requestFor('kube-apiserver'), one), cut);
  assert.equal(node.machine.refusals.size, 1);
  await lived(node, undo);
  assert.equal(node.machine.refusals.size, 0);
});
