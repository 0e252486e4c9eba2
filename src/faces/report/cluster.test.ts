import assert from 'node:assert/strict';
import { test } from 'node:test';
import { renewedCluster } from '../../../test/cluster-of-three.ts';
import type { MemoryNode } from '../../adapters/memory/memory-node.ts';
import { DAY } from '../../core/instant.ts';
import { defaultPolicy } from '../../core/policy.ts';
import { checkCluster } from '../../usecases/check-cluster.ts';
import { clusterDocument } from './cluster-document.ts';
import { clusterText } from './cluster-text.ts';
import { clusterNagios } from './nagios.ts';
import { plainStyle } from './style.ts';

const looked = (node: MemoryNode) => checkCluster(node.live().world, { policy: defaultPolicy, copies: [] });

test('in words: a line for each node, what was found, and the verdict last', async () => {
  const { node, reports, put } = await renewedCluster();
  put('cp-2', { takenAt: node.machine.now - 5 * DAY });
  reports.set('cp-3', 'spoilt \u001b[2J');
  const report = await looked(node);
  const lines = clusterText(report, 'check', plainStyle).split('\n');
  assert.match(
    lines[1] ?? '',
    /^cp-1 +OK +now \(this node\) +kubelet-client, 2030-11-16 03:00 UTC +0 +complete +v1\.36\.3 +0\.0\.0$/,
  );
  assert.match(lines[2] ?? '', /^cp-2 +OK +5 days ago/);
  assert.match(lines[3] ?? '', /^cp-3 +- +unreadable +- +- +- +- +-$/);
  assert.match(lines.at(-2) ?? '', /^UNKNOWN: .*cp-3: its report cannot be read: it is no JSON/);
  const [, first] = clusterText(report, 'status', plainStyle).split('\n');
  assert.match(
    first ?? '',
    /^cp-1 +\S+-renew +complete, 2030-01-15 03:0\d UTC +2030-01-15 03:0\d UTC +- +any time +now/,
  );
});

test('for programs: each node with its report, and whether it may be renewed next', async () => {
  const { node, reports } = await renewedCluster();
  reports.delete('cp-3');
  const { nodes, exitStatus, findings } = clusterDocument(await looked(node));
  assert.deepEqual(
    nodes.map((one) => [one.node, one.isThisOne, one.reading, one.due]),
    [
      ['cp-1', true, 'read', 'no'],
      ['cp-2', false, 'read', 'no'],
      ['cp-3', false, 'missing', 'unknown'],
    ],
  );
  assert.deepEqual([exitStatus, findings.map(({ code }) => code)], [1, ['node-silent']]);
});

test('for monitoring: a status line with the age of each report, then what asks for something', async () => {
  const { node, reports } = await renewedCluster();
  reports.delete('cp-3');
  const [status, ...details] = clusterNagios(await looked(node)).split('\n');
  assert.match(status ?? '', /^PERENNIAL WARNING - act soon: cp-3: .* \| 'cp-1 age'=0s 'cp-2 age'=\d+s$/);
  assert.deepEqual(details, ['warning: cp-3: has never reported: nobody knows how it is [node-silent]', '']);
});
