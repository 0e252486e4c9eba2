import assert from 'node:assert/strict';
import { test } from 'node:test';
import { controlPlane } from '../../test/crash/node.ts';
import { requestPem } from '../../test/requests.ts';
import { defaultPolicy } from '../core/policy.ts';
import { KUBELET_SERVING, type ServingNode, type ServingRequest } from '../core/serving/request.ts';
import { approveRequests } from './approve-requests.ts';
import { check } from './check.ts';
import { runScheduled } from './run-scheduled.ts';

const nodes: readonly ServingNode[] = ['cp-1', 'worker-1'].map((name) => ({
  name,
  isControlPlane: name === 'cp-1',
  addresses: [{ type: 'Hostname', address: name }],
}));

const asks = (name: string, of: string, dnsName = of): ServingRequest => ({
  name,
  resourceVersion: '1',
  signerName: KUBELET_SERVING,
  username: `system:node:${of}`,
  groups: ['system:nodes'],
  usages: ['digital signature', 'server auth'],
  pem: requestPem({
    subject: [
      ['O', 'system:nodes'],
      ['CN', `system:node:${of}`],
    ],
    dnsNames: [dnsName],
  }),
  createdAt: 0,
});

const servingRequests = [asks('own', 'cp-1'), asks('good', 'worker-1'), asks('bad', 'worker-1', 'kubernetes')];
const node = controlPlane({ servingRequests, servingNodes: nodes });
const config = node.machine.tree.get('/var/lib/kubelet/config.yaml');
assert.ok(config?.kind === 'file');
node.write('/var/lib/kubelet/config.yaml', `${config.bytes.toString()}serverTLSBootstrap: true\n`);
const request = { policy: defaultPolicy, copies: [] };

test('kubelets that wait for an answer are a finding, until they have it', async () => {
  const { world } = node.copy().live();
  const found = async () =>
    (await check(world, request)).findings.filter(({ code }) => code === 'kubelet-serving-pending');
  const [finding] = await found();
  assert.match(finding?.message ?? '', /^3 requests .* \(cp-1 and worker-1\)$/);
  await approveRequests({ ...request, mayAnswer: true }, world);
  assert.deepEqual(await found(), []);
});

test('a dry run judges and answers nothing', async () => {
  const { world, effects } = node.copy().live();
  const answered = await approveRequests({ ...request, mayAnswer: false }, world);
  assert.deepEqual(
    answered.map(({ request: { name }, judgement, isAnswered }) => [name, judgement.kind, isAnswered]),
    [
      ['own', 'approve', false],
      ['good', 'approve', false],
      ['bad', 'deny', false],
    ],
  );
  assert.deepEqual(effects, []);
});

test('a schedule answers only where the configuration says so, whatever else it does', async () => {
  for (const approveKubeletServing of [false, true]) {
    const { world, effects } = node.copy().live();
    const report = await runScheduled({ ...request, policy: { ...defaultPolicy, approveKubeletServing } }, world);
    assert.ok(report.kind === 'renewed' && report.answered.length === (approveKubeletServing ? 3 : 0));
    const answers = effects.filter((effect) => /^(approve|deny) /.test(effect));
    assert.deepEqual(answers, approveKubeletServing ? ['approve own', 'approve good', 'deny bad'] : []);
  }
});

test('a kubelet whose certificate is its own making is asked for nothing', async () => {
  const { world } = controlPlane({ servingRequests, servingNodes: nodes }).live();
  assert.deepEqual((await check(world, request)).inventory.servingRequests, []);
});
