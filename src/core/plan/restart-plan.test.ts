import assert from 'node:assert/strict';
import { test } from 'node:test';
import { healthyInventory } from '../../../test/inventory.ts';
import type { Inventory } from '../inventory.ts';
import type { Component } from '../names.ts';
import { defaultPolicy } from '../policy.ts';
import { describedStep } from './describe.ts';
import type { Plan } from './plan.ts';
import { renewalPlan } from './renewal.ts';
import { type RestartWish, restartPlan } from './restart-plan.ts';

const alone = healthyInventory();
const nodes = ['cp-1', 'cp-2', 'cp-3'].map((name) => ({ name, isReady: true }));
const several: Inventory = { ...alone, controlPlanes: { kind: 'read', value: nodes } };
const unknown: Inventory = {
  ...alone,
  controlPlanes: { kind: 'unreadable', reason: 'refused', detail: 'connection refused' },
};

const wish = (...components: readonly Component[]): RestartWish => ({
  which: { kind: 'named', components },
  drain: true,
  despiteEtcd: false,
  policy: defaultPolicy,
});
const all: RestartWish = { ...wish(), which: { kind: 'all' } };

/** Each stage as its steps: `restart kube-apiserver 3`. */
const stagesOf = ({ stages }: Plan): readonly string[] =>
  stages.map(({ steps }) =>
    steps
      .map((step) => {
        if (step.kind === 'restart') return `restart ${step.component} ${String(step.graceSeconds)}`;
        if (step.kind === 'drain') return `drain ${String(step.port)} ${String(step.seconds)}`;
        return step.kind === 'await' ? `await ${step.component}` : step.kind;
      })
      .join(', '),
  );

const managers = [
  'restart kube-controller-manager 30, await kube-controller-manager',
  'restart kube-scheduler 30, await kube-scheduler',
];
const apiServer = 'drain 6443 2, restart kube-apiserver 3, await kube-apiserver, admit';
const both = 'gate, drain 6443 2, restart etcd 30, await etcd, restart kube-apiserver 3, await kube-apiserver, admit';
const undrained = ['gate, restart etcd 30, await etcd', 'restart kube-apiserver 30, await kube-apiserver'];

const cases: readonly (readonly [string, Inventory, RestartWish, readonly string[]])[] = [
  ['an API server among several is drained, and its grace is short', several, wish('kube-apiserver'), [apiServer]],
  [
    'etcd takes its API server away, so that is drained, and opened when it is ready',
    several,
    wish('etcd'),
    ['gate, drain 6443 2, restart etcd 30, await etcd, await kube-apiserver, admit'],
  ],
  ['etcd and API server are one stage, etcd first', several, wish('kube-apiserver', 'etcd', 'etcd'), [both]],
  [
    'etcd is not asked by who was told to go ahead all the same',
    several,
    { ...wish('etcd', 'kube-apiserver'), despiteEtcd: true },
    [both.replace('gate, ', '')],
  ],
  ['all of them, in order', several, all, [both, ...managers]],
  ['what serves no clients is not drained', several, wish('kube-scheduler'), managers.slice(1)],
  ['without drain everything has its own grace', several, { ...all, drain: false }, [...undrained, ...managers]],
  [
    'a grace that was given counts',
    several,
    { ...wish('kube-apiserver'), graceSeconds: 7 },
    [apiServer.replace('server 3', 'server 7')],
  ],
  [
    'a longer drain is the policy',
    several,
    { ...wish('kube-apiserver'), policy: { ...defaultPolicy, drain: 10_000 } },
    [apiServer.replace('6443 2', '6443 10')],
  ],
  ['a single control plane has nowhere to send clients', alone, all, [...undrained, ...managers]],
  ['an API server that does not answer has no clients', unknown, wish('kube-apiserver'), undrained.slice(1)],
  [
    'without a firewall nothing is drained',
    { ...several, firewall: 'none' },
    wish('etcd', 'kube-apiserver'),
    undrained,
  ],
];

for (const [about, inventory, wished, stages] of cases) {
  test(`restart: ${about}`, () => {
    assert.deepEqual(stagesOf(restartPlan(inventory, wished)), stages);
  });
}

test('that nothing is drained for want of a firewall is said, where it would have been', () => {
  const without: Inventory = { ...several, firewall: 'none' };
  const said = (plan: Plan) => plan.leftAlone.filter(({ name }) => name === 'drain').length;
  const renewal = { which: { kind: 'all' as const }, sans: { add: {}, remove: {} }, policy: defaultPolicy };
  assert.equal(said(restartPlan(without, wish('etcd'))), 1);
  assert.equal(said(restartPlan(without, wish('kube-scheduler'))), 0);
  assert.equal(said(restartPlan(without, { ...all, drain: false })), 0);
  assert.equal(said(restartPlan({ ...alone, firewall: 'none' }, all)), 0);
  assert.equal(said(renewalPlan(without, renewal)), 1);
  assert.equal(said(renewalPlan(several, renewal)), 0);
});

test('a component that is not here is refused, and so is a machine without any', () => {
  const manifests = alone.layout.manifests.filter(({ component }) => component !== 'etcd');
  const external: Inventory = { ...several, layout: { ...alone.layout, manifests } };
  assert.throws(() => restartPlan(external, wish('etcd')), { code: 'unknown-name', message: /etcd has no static-pod/ });
  assert.deepEqual(stagesOf(restartPlan(external, all)), [apiServer, ...managers]);
  const worker: Inventory = { ...alone, layout: { ...alone.layout, manifests: [] } };
  assert.throws(() => restartPlan(worker, all), { code: 'unknown-name', message: /this machine has no static-pod/ });
});

test('the container that has to go is named', () => {
  const [, step] = restartPlan(alone, wish('etcd')).stages.flatMap(({ steps }) => steps);
  const running = alone.containers.find(({ component }) => component === 'etcd');
  assert.ok(step?.kind === 'restart' && running !== undefined);
  assert.equal(step.notContainer, running.id);
});

test('a renewal drains the restart that it may fall back on, and the one that an old version needs', () => {
  const named = (...names: readonly string[]) =>
    ({ which: { kind: 'named', names }, sans: { add: {}, remove: {} }, policy: defaultPolicy }) as const;
  const proofs = renewalPlan(several, named('apiserver')).stages.flatMap(({ steps }) =>
    steps.flatMap((step) => (step.kind === 'prove' ? [step] : [])),
  );
  assert.deepEqual(
    proofs.map(({ component, drain }) => [component, drain?.port, drain?.seconds, drain?.until.path]),
    [['kube-apiserver', 6443, 2, '/readyz']],
  );
  assert.match(proofs.flatMap(describedStep).join('\n'), /else drained restart/);
  const old = alone.layout.manifests.map((one) => ({ ...one, imageVersion: 'v1.16.15' }));
  const [, stage = ''] = stagesOf(
    renewalPlan({ ...several, layout: { ...alone.layout, manifests: old } }, named('apiserver')),
  );
  assert.equal(stage, `install, ${apiServer}`);
});
