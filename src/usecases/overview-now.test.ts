import assert from 'node:assert/strict';
import { test } from 'node:test';
import { renewedCluster } from '../../test/cluster-of-three.ts';
import { DAY } from '../core/instant.ts';
import { defaultPolicy } from '../core/policy.ts';
import { clusterOverviewNow } from './overview-now.ts';

const request = { policy: defaultPolicy, copies: [] };

test('a node of the cluster that did not report for three looks is no node that is well, whatever it said last', async () => {
  const { node, put } = await renewedCluster();
  put('cp-3', { takenAt: node.machine.now - 4 * DAY });
  const { nodes } = await clusterOverviewNow(node.live().world, request);
  assert.deepEqual(
    nodes.map(({ node: name, seen }) => [name, seen.kind === 'seen' && seen.verdict.status]),
    [
      ['cp-1', 'ok'],
      ['cp-2', 'ok'],
      ['cp-3', 'warning'],
    ],
  );
  const silent = nodes.find(({ node: name }) => name === 'cp-3')?.seen;
  assert.equal(silent?.kind === 'seen' && silent.findings[0]?.code, 'node-silent');
});
