import assert from 'node:assert/strict';
import { test } from 'node:test';
import { controlPlane } from '../../test/crash/node.ts';
import { leaf, seenNode } from '../../test/overviews.ts';
import { Crash, cutAt, failing } from '../adapters/memory/effects.ts';
import type { LifeOptions, MemoryNode } from '../adapters/memory/memory-node.ts';
import { PerennialError } from '../core/errors.ts';
import { HOUR, MINUTE } from '../core/instant.ts';
import { defaultPolicy } from '../core/policy.ts';
import type { News } from '../ports/news.ts';
import { lookTold, runTold } from './look-told.ts';
import { tellCluster } from './tell-cluster.ts';

const request = { policy: defaultPolicy, copies: [] };
const noRoom = new PerennialError('disk-full', 'there is no room');
const failingInstall = failing('install /etc/kubernetes/pki/apiserver.key', noRoom);

const said = ({ machine }: MemoryNode): readonly string[] =>
  [...machine.events.values()].map(({ type, reason }) => `${type} ${reason}`);

/** One look at a node with a due certificate, by a process of its own; what was told of the telling. */
async function look(node: MemoryNode, life: LifeOptions = {}): Promise<readonly News[]> {
  const news: News[] = [];
  const { world } = node.live({ ...life, tell: (one) => void news.push(one) });
  const certificates = [leaf('apiserver', { renewalDueAt: world.clock.now() })];
  await tellCluster({ kind: 'looked', node: seenNode('cp-1', { certificates }) }, world);
  return news;
}

test('a run that renewed says so, about the node', async () => {
  const node = controlPlane({});
  await runTold(request, node.live().world);
  assert.deepEqual(said(node), ['Normal CertificatesRenewed']);
  const [event] = node.machine.events.values();
  assert.equal(event?.node, 'cp-1');
});

test('a run that failed and was rolled back says so', async () => {
  const node = controlPlane({});
  await runTold(request, node.live({ interfere: failingInstall }).world);
  assert.ok(said(node).includes('Warning CertificateRolledBack'), String(said(node)));
});

test('a run that failed and is left open says so', async () => {
  const node = controlPlane({});
  const policy = { ...defaultPolicy, onFailure: 'stop' } as const;
  await runTold({ policy, copies: [] }, node.live({ interfere: failingInstall }).world);
  assert.ok(said(node).includes('Warning CertificateRenewalFailed'), String(said(node)));
});

test('who only looks says what is due', async () => {
  const node = controlPlane({});
  await lookTold(request, node.live().world);
  assert.ok(
    said(node).some((one) => one.endsWith(' CertificateExpiring')),
    String(said(node)),
  );
  assert.ok(!said(node).some((one) => one.endsWith(' CertificatesRenewed')));
});

test('a call of the schedule that fails says so; a look of somebody who renews nothing does not', async () => {
  for (const [told, expected] of [
    [runTold, ['Warning CertificateRenewalFailed']],
    [lookTold, []],
  ] as const) {
    const node = controlPlane({});
    const failure = { interfere: failing('remember a look', noRoom) };
    const cramped = { ...defaultPolicy.thresholds, renewal: { duration: 24 * HOUR, percent: 100 } };
    const policy = { ...defaultPolicy, thresholds: cramped, look: 31 * 24 * HOUR };
    await assert.rejects(told({ policy, copies: [] }, node.live(failure).world), { code: 'config-invalid' });
    assert.deepEqual(said(node), expected);
    for (const event of node.machine.events.values()) assert.equal(event.node, 'cp-1', 'a Node, not a hostname');
  }
});

test('the half hour outlives the process', async () => {
  const node = controlPlane({});
  for (const wait of [0, MINUTE, 28 * MINUTE]) {
    node.pass(wait);
    await look(node);
  }
  assert.equal(node.machine.events.size, 1);
  node.pass(2 * MINUTE);
  await look(node);
  assert.equal(node.machine.events.size, 2);
});

test('one that cannot be posted is told, fails nothing, and is posted by the next look', async () => {
  const node = controlPlane({});
  const why = 'events.events.k8s.io is forbidden';
  const refused = failing('post', new PerennialError('api-unavailable', why));
  assert.deepEqual(await look(node, { interfere: refused }), [
    { kind: 'event-not-posted', reason: 'CertificateExpiring', why },
  ]);
  assert.deepEqual(await look(node), []);
  assert.deepEqual(said(node), ['Normal CertificateExpiring']);
});

test('killed at any moment: it is said, and not twice in the same half hour', async () => {
  for (const when of ['before', 'after'] as const)
    for (const number of [1, 2]) {
      const node = controlPlane({});
      await assert.rejects(look(node, { interfere: cutAt(number, when) }), Crash);
      await look(node);
      assert.deepEqual(said(node), ['Normal CertificateExpiring']);
    }
});

test('without room to remember it is said all the same, once in its half hour', async () => {
  const node = controlPlane({});
  for (let looks = 0; looks < 2; looks += 1)
    assert.deepEqual(await look(node, { interfere: failing('remember what', noRoom) }), []);
  assert.deepEqual(said(node), ['Normal CertificateExpiring']);
});

for (const reach of ['offline', 'files'] as const) {
  test(`nobody is asked with the reach ${reach}`, async () => {
    const node = controlPlane({});
    await look(node, { reach });
    assert.deepEqual(said(node), []);
  });
}
