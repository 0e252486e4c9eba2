import assert from 'node:assert/strict';
import { test } from 'node:test';
import { controlPlane } from '../../test/crash/node.ts';
import { KUBELET_CLIENT_LINK } from '../core/kubeadm/kubelet-files.ts';
import type { Plan } from '../core/plan/plan.ts';
import { heartbeat } from './heartbeat.ts';

const step = {
  kind: 'heartbeat',
  id: '1.1',
  node: 'cp-1',
  newerThan: [KUBELET_CLIENT_LINK],
  withinSeconds: 1,
} as const;

const cases = [
  { about: 'before its credential was changed', offset: -1, kind: 'pending' },
  { about: 'in the same moment', offset: 0, kind: 'pending' },
  { about: 'since', offset: 1, kind: 'done' },
];

for (const { about, offset, kind } of cases) {
  test(`a kubelet that was heard from ${about} is ${kind}`, async () => {
    const { world } = controlPlane().live();
    const changedAt = await world.files.changedAt(KUBELET_CLIENT_LINK);
    const api = { ...world.api, heardFrom: async () => changedAt + offset };
    const scene = {
      world: { ...world, api },
      store: world.store('none'),
      plan: {} as Plan,
      run: 'a-run',
      waiting: () => undefined,
      timeGiven: () => undefined,
    };
    assert.equal((await heartbeat.inspect(step, scene)).kind, kind);
  });
}
