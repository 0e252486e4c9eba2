import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clusterOfThree, renewedCluster } from '../../test/cluster-of-three.ts';
import { failedRun, wellReport } from '../../test/node-reports.ts';
import type { MemoryNode } from '../adapters/memory/memory-node.ts';
import { MINUTE } from '../core/instant.ts';
import { defaultPolicy } from '../core/policy.ts';
import { checkCluster } from './check-cluster.ts';

const request = { policy: defaultPolicy, copies: [] };
const looked = (node: MemoryNode) => checkCluster(node.live().world, request);

test('nodes that are well and agree are well', async () => {
  const { node } = await renewedCluster();
  const { verdict, comparison, view } = await looked(node);
  assert.deepEqual(comparison, []);
  assert.deepEqual(
    view.reports.map((one) => one.node),
    ['cp-1', 'cp-2', 'cp-3'],
  );
  assert.equal(verdict.sentence, 'all is well on 3 control-plane nodes');
});

test('this node is looked at, whatever is published of it', async () => {
  const { node, reports } = await renewedCluster();
  reports.set('cp-1', JSON.stringify(wellReport('cp-1', { serviceAccountKey: 'f'.repeat(64), takenAt: 0 })));
  assert.deepEqual((await looked(node)).comparison, []);
});

test('who does not see the runs of this node says of them what the node said last', async () => {
  const { node, put } = await renewedCluster();
  put('cp-1', { failed: failedRun });
  const { world } = node.live();
  const { view } = await checkCluster({ ...world, runsUnseen: true }, request);
  const [own] = view.reports;
  assert.deepEqual(own?.report.kind === 'read' && own.report.value.failed, failedRun);
});

test('looking publishes nothing', async () => {
  const { node, reports } = clusterOfThree();
  const life = node.live();
  const { comparison } = await checkCluster(life.world, request);
  assert.deepEqual(
    comparison.map(({ code, subject }) => `${code} ${subject}`),
    ['node-silent cp-2', 'node-silent cp-3'],
  );
  assert.deepEqual([life.effects, reports.size], [['append to the history'], 0]);
});

test('what another node found of itself is in the verdict', async () => {
  const { node, put } = await renewedCluster();
  put('cp-3', { findings: [{ code: 'expired', severity: 'critical', subject: 'etcd-peer', message: 'expired' }] });
  const { verdict } = await looked(node);
  assert.deepEqual([verdict.exitStatus, verdict.sentence], [2, 'act now: cp-3: etcd-peer: expired']);
});

test('a clock is seen to be off by the sign of life of its kubelet', async () => {
  const { node } = await renewedCluster();
  node.machine.signsOfLife.set('cp-2', node.machine.now + 10 * MINUTE);
  assert.deepEqual(
    (await looked(node)).comparison.map(({ code, subject }) => `${code} ${subject}`),
    ['clock-skew cp-2'],
  );
});

test('a node that is gone from the cluster is not missed', async () => {
  const { node, reports } = await renewedCluster();
  reports.set('cp-9', JSON.stringify(wellReport('cp-9', { takenAt: 0 })));
  assert.deepEqual((await looked(node)).comparison, []);
});
