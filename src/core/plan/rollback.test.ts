import assert from 'node:assert/strict';
import { test } from 'node:test';
import { healthyInventory } from '../../../test/inventory.ts';
import { DAY } from '../instant.ts';
import { defaultPolicy } from '../policy.ts';
import { described } from './describe.ts';
import { renewalPlan } from './renewal.ts';
import { rescueProofPlan } from './rescue-proof.ts';
import { restartPlan } from './restart-plan.ts';
import { rollbackPlan } from './rollback.ts';

const plan = renewalPlan(healthyInventory(), {
  which: { kind: 'named', names: ['apiserver', 'scheduler.conf'] },
  sans: { add: {}, remove: {} },
  policy: defaultPolicy,
});
const every = new Set(plan.stages.flatMap(({ steps }) => steps.map(({ id }) => id)));

test('a rollback undoes the stages in which something was begun, the last one first', () => {
  const names = rollbackPlan(plan, 'a-run', every).stages.map(({ name }) => name);
  assert.deepEqual(names, ['undo: kube-scheduler: scheduler.conf', 'undo: kube-apiserver: apiserver']);
});

test('inside a stage files still come before the restart that reads them', () => {
  const [stage] = rollbackPlan(plan, 'a-run', every).stages;
  assert.deepEqual(
    stage?.steps.map(({ kind }) => kind),
    ['install', 'restart', 'await'],
  );
});

test('what was, becomes', () => {
  const forward = plan.stages.flatMap(({ steps }) =>
    steps.flatMap((step) => (step.kind === 'install' ? step.files : [])),
  );
  const back = rollbackPlan(plan, 'a-run', every).stages.flatMap(({ steps }) =>
    steps.flatMap((step) => (step.kind === 'install' ? step.files : [])),
  );
  for (const { path, was, becomes } of forward) {
    const undone = back.find((change) => change.path === path);
    assert.deepEqual([undone?.was, undone?.becomes], [becomes, was], path);
  }
});

test('where nothing was begun there is nothing to undo', () => {
  assert.deepEqual(rollbackPlan(plan, 'a-run', new Set()).stages, []);
});

for (const { about, of, says } of [
  { about: 'of good certificates', of: plan, says: 'can be rolled back at any point' },
  { about: 'that is a rollback', of: rollbackPlan(plan, 'a-run', every), says: 'cannot be undone itself' },
  {
    about: 'of certificates that have ended',
    of: { ...plan, madeAt: plan.madeAt + 400 * DAY },
    says: 'there is no way back to certificates that have ended',
  },
]) {
  test(`the first line of a plan ${about} ends: ${says}`, () => {
    assert.match(described(of), new RegExp(`; ${says}$`, 'm'));
  });
}

test('where nothing was replaced there is nothing to undo, whatever was seen and waited for', () => {
  const proof = rescueProofPlan(healthyInventory(), defaultPolicy);
  const begun = new Set(proof.stages.flatMap(({ steps }) => steps.map(({ id }) => id)));
  assert.ok(begun.size > 0);
  assert.deepEqual(rollbackPlan(proof, 'a-run', begun).stages, []);
});

const nodes = ['cp-1', 'cp-2'].map((name) => ({ name, isReady: true }));
const restart = restartPlan(
  { ...healthyInventory(), controlPlanes: { kind: 'read', value: nodes } },
  {
    which: { kind: 'named', components: ['etcd', 'kube-apiserver'] },
    drain: true,
    despiteEtcd: true,
    policy: defaultPolicy,
  },
);

for (const [begun, kinds] of [
  [['1.1'], ['await', 'await', 'admit']],
  [
    ['1.1', '1.2'],
    ['drain', 'restart', 'await', 'await', 'admit'],
  ],
  [
    ['1.1', '1.2', '1.3', '1.4'],
    ['drain', 'restart', 'await', 'restart', 'await', 'admit'],
  ],
] as const) {
  test(`a drained restart that came to ${begun.at(-1)} is undone without stopping anything more, and ends open`, () => {
    const [stage] = rollbackPlan(restart, 'a-run', new Set(begun)).stages;
    assert.deepEqual(
      stage?.steps.map(({ kind }) => kind),
      kinds,
    );
  });
}
