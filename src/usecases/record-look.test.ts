import assert from 'node:assert/strict';
import { test } from 'node:test';
import { controlPlane } from '../../test/crash/node.ts';
import { bytesAt } from '../adapters/memory/tree.ts';
import { PerennialError } from '../core/errors.ts';
import { DAY } from '../core/instant.ts';
import { defaultPolicy } from '../core/policy.ts';
import { check } from './check.ts';
import { history, type HistoryReport } from './history.ts';
import { renew } from './renew.ts';
import { runScheduled } from './run-scheduled.ts';
import type { World } from '../ports/world.ts';

const request = { policy: defaultPolicy, copies: [] };
const manifests = ['kube-apiserver', 'kube-controller-manager', 'kube-scheduler'].map(
  (name) => `/etc/kubernetes/manifests/${name}.yaml`,
);

async function told(world: World): Promise<HistoryReport> {
  const reading = await history(world);
  assert.ok(reading.kind === 'read');
  return reading.value;
}

test('what a check saw is recorded, and again when something is another', async () => {
  const node = controlPlane();
  const { world } = node.live();
  await check(world, request);
  await check(world, request);
  assert.equal((await told(world)).looks.length, 1);
  node.pass(DAY);
  await check(world, request);
  assert.equal((await told(world)).looks.length, 2);
});

test('a renewal by a run of ours is told as one, with its run', async () => {
  const { world } = controlPlane().live();
  await check(world, request);
  const change = await renew(
    {
      ...request,
      which: { kind: 'named', names: ['apiserver'] },
      sans: { add: {}, remove: {} },
      consent: async () => true,
    },
    world,
  );
  assert.ok(change.kind === 'ran' && change.report.outcome.kind === 'complete');
  await check(world, request);
  const { renewals } = await told(world);
  assert.deepEqual(
    renewals.map(({ name, how }) => [name, how]),
    [['apiserver', { kind: 'perennial', run: change.report.run }]],
  );
});

test('a scheduled run records what it saw', async () => {
  const { world } = controlPlane().live();
  await runScheduled(request, world);
  assert.equal((await told(world)).looks.length, 1);
});

test('in the middle of an upgrade nothing is recorded, and nothing is renewed', async () => {
  const node = controlPlane();
  const path = manifests[2] ?? '';
  node.write(path, (bytesAt(node.machine, path)?.toString() ?? '').replace(/:v1\.\d+\.\d+/, ':v1.37.9'));
  const { world } = node.live();
  await check(world, request);
  assert.equal((await told(world)).looks.length, 0);
  const report = await runScheduled(request, world);
  assert.ok(report.kind === 'decided' && report.decision.kind === 'blocked');
  assert.match(report.decision.by.map(({ why }) => why).join(), /manifests of this node are of different versions/);
});

test('an upgrade that left certificates out is a finding, until they are renewed', async () => {
  const node = controlPlane();
  const { world } = node.live();
  const codes = async () => (await check(world, request)).findings.filter(({ code }) => code === 'upgrade-left-out');
  assert.deepEqual(await codes(), []);
  for (const path of manifests)
    node.write(path, (bytesAt(node.machine, path)?.toString() ?? '').replace(/:v1\.\d+\.\d+/, ':v1.37.9'));
  const [finding] = await codes();
  assert.match(finding?.message ?? '', /to v1\.37\.9, seen on .*, did not renew .*etcd-server/);
  const change = await renew(
    { ...request, which: { kind: 'all' }, sans: { add: {}, remove: {} }, consent: async () => true },
    world,
  );
  assert.ok(change.kind === 'ran' && change.report.outcome.kind === 'complete', JSON.stringify(change));
  assert.deepEqual(await codes(), []);
});

test('a folder that stands for / is looked at, and nothing is recorded', async () => {
  const { world, effects } = controlPlane().live({ reach: 'files' });
  await check(world, request);
  assert.deepEqual(effects, []);
});

test('who may not write the history looks all the same', async () => {
  const { world } = controlPlane().live();
  const forbidden = () => Promise.reject(new PerennialError('permission', 'permission denied'));
  const report = await check({ ...world, history: { ...world.history, append: forbidden } }, request);
  assert.ok(report.inventory.leaves.length > 0);
});

test('a history that cannot be read is left as it is', async () => {
  const { world, effects } = controlPlane().live();
  const unreadable = { kind: 'unreadable', reason: 'io', detail: 'damaged' } as const;
  await check({ ...world, history: { ...world.history, read: async () => unreadable } }, request);
  assert.deepEqual(effects, []);
});
