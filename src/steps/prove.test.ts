import assert from 'node:assert/strict';
import { test } from 'node:test';
import { wished } from '../../test/crash/lives.ts';
import { controlPlane } from '../../test/crash/node.ts';
import { renew } from '../usecases/renew.ts';

test('a Node that has another name than its machine is renewed with every proof, and its API server is left running', async () => {
  const node = controlPlane({ hostname: 'ip-10-0-0-1', aggregatedApi: true });
  const { world, effects } = node.live();
  const ran = await renew({ ...wished, which: { kind: 'all' } }, world);
  assert.ok(ran.kind === 'ran' && ran.report.outcome.kind === 'complete');
  assert.deepEqual(
    effects.filter((label) => label.startsWith('stop')),
    ['stop kube-controller-manager', 'stop kube-scheduler'],
  );
  assert.match(JSON.stringify(ran.report), /a call to kubelet worked/);
});
