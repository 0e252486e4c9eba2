import assert from 'node:assert/strict';
import { test } from 'node:test';
import { controlPlane } from '../../test/crash/node.ts';
import { KUBELET_CLIENT_LINK } from '../core/kubeadm/kubelet-files.ts';
import type { Instant } from '../core/instant.ts';
import type { Heartbeat, Plan } from '../core/plan/plan.ts';
import type { Seen } from './handler.ts';
import { heartbeat } from './heartbeat.ts';

const step = {
  kind: 'heartbeat',
  id: '1.1',
  node: 'cp-1',
  newerThan: [KUBELET_CLIENT_LINK],
  withinSeconds: 1,
} as const;
const outage = { ...step, newerThan: [] };

const cases = [
  { about: 'before its credential was changed', offset: -1, kind: 'pending' },
  { about: 'in the same moment', offset: 0, kind: 'pending' },
  { about: 'since', offset: 1, kind: 'done' },
] as const;

for (const { about, offset, kind } of cases) {
  test(`a kubelet that was heard from ${about} is ${kind}`, async () => {
    const changedAt = await controlPlane().live().world.files.changedAt(KUBELET_CLIENT_LINK);
    assert.equal((await seen(step, changedAt + offset)).kind, kind);
    assert.equal((await seen({ ...outage, since: changedAt }, changedAt + offset)).kind, kind);
  });
}

test('what is proved and what is missing is said with the date', async () => {
  const at = Date.UTC(2030, 0, 15, 3, 4, 5);
  const proved = await seen({ ...outage, since: at - 1 }, at);
  assert.deepEqual(proved.kind === 'done' && proved.facts, {
    'kubelet-client': 'the API server heard from the kubelet at 2030-01-15 03:04:05 UTC',
  });
  const missing = await seen({ ...outage, since: at }, at);
  assert.equal(
    missing.kind === 'pending' && missing.why,
    'the API server has not heard from the kubelet of cp-1 since 2030-01-15 03:04:05 UTC',
  );
});

async function seen(wanted: Heartbeat, heardAt: Instant): Promise<Seen> {
  const { world } = controlPlane().live();
  const api = { ...world.api, heardFrom: async () => heardAt };
  return await heartbeat.inspect(wanted, {
    world: { ...world, api },
    store: world.store('none'),
    plan: {} as Plan,
    run: 'a-run',
    waiting: () => undefined,
    timeGiven: () => undefined,
  });
}
