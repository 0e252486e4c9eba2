import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { healthyInventory, withCertificate } from '../../../test/inventory.ts';
import type { Inventory } from '../inventory.ts';
import { defaultPolicy } from '../policy.ts';
import type { Plan, Step } from './plan.ts';
import { renewalPlan } from './renewal.ts';
import type { Component } from '../names.ts';
import { restartPlan, type RestartWish } from './restart-plan.ts';
import { rollbackPlan } from './rollback.ts';
import type { Wish } from './wish.ts';

const all: Wish = { which: { kind: 'all' }, sans: { add: {}, remove: {} }, policy: defaultPolicy };
const named = (...names: readonly string[]): Wish => ({ ...all, which: { kind: 'named', names } });

/** With ports in its manifest, so that there is something to prove. */
const listening = listeningInventory();

function listeningInventory(): Inventory {
  const healthy = healthyInventory();
  const flags = { 'listen-client-urls': 'https://127.0.0.1:2379', 'listen-peer-urls': 'https://10.0.0.1:2380' };
  const manifests = healthy.layout.manifests.map((one) =>
    one.component === 'etcd' ? { ...one, flags: { ...one.flags, ...flags } } : one,
  );
  return { ...healthy, layout: { ...healthy.layout, manifests } };
}

const stepsOf = ({ stages }: Plan): readonly Step[] => stages.flatMap(({ steps }) => steps);
const gatesOf = (plan: Plan) => stepsOf(plan).filter((step) => step.kind === 'gate');
const changesOf = (plan: Plan) => gatesOf(plan).map(({ change }) => change);

describe('in a renewal', () => {
  test('the gate stands before the first file of etcd is replaced, and nowhere else', () => {
    const plan = renewalPlan(listening, all);
    const headed = plan.stages.filter(({ steps }) => steps[0]?.kind === 'gate').map(({ name }) => name);
    assert.deepEqual(headed, ['etcd: etcd-healthcheck-client, etcd-peer, etcd-server']);
    assert.deepEqual(changesOf(plan), ['reload']);
  });

  test('etcd alone asks before the restart that a missing proof comes to', () => {
    const proves = stepsOf(renewalPlan(listening, all)).filter((step) => step.kind === 'prove');
    assert.deepEqual(
      proves.map(({ component, etcd }) => [component, etcd?.port]),
      [
        ['etcd', 2379],
        ['kube-apiserver', undefined],
      ],
    );
  });

  for (const names of [['etcd-healthcheck-client'], ['apiserver', 'apiserver-etcd-client']]) {
    test(`${names.join(' and ')} touch no member of etcd, so there is no gate`, () => {
      assert.deepEqual(changesOf(renewalPlan(listening, named(...names))), []);
    });
  }

  test('there is none when a person goes ahead all the same, and the proof does not ask either', () => {
    const plan = renewalPlan(listening, { ...all, despiteEtcd: true });
    assert.deepEqual(changesOf(plan), []);
    assert.ok(stepsOf(plan).every((step) => step.kind !== 'prove' || step.etcd === undefined));
  });

  for (const reach of ['offline', 'files'] as const) {
    test(`there is none in reach ${reach}`, () => {
      assert.deepEqual(changesOf(renewalPlan({ ...listening, reach }, all)), []);
    });
  }
});

const restartOf = (component: Component): RestartWish => ({
  which: { kind: 'named', components: [component] },
  drain: true,
  despiteEtcd: false,
  policy: defaultPolicy,
});

describe('before a restart', () => {
  test('of etcd the gate asks for a quorum without this member', () => {
    const plan = restartPlan(listening, restartOf('etcd'));
    assert.deepEqual(changesOf(plan), ['restart']);
    assert.equal(stepsOf(plan)[0]?.kind, 'gate');
  });

  for (const name of ['etcd-peer', 'etcd-server', 'apiserver-etcd-client', 'etcd-healthcheck-client']) {
    test(`of etcd it stands whether ${name} has run out or not: a restart renews nothing`, () => {
      const dead = withCertificate(listening, name, { notAfter: listening.takenAt });
      assert.deepEqual(changesOf(restartPlan(dead, restartOf('etcd'))), ['restart']);
    });
  }

  test('of etcd it stands when no client has a certificate to ask it with', () => {
    const dead = ['apiserver-etcd-client', 'etcd-healthcheck-client'].reduce(
      (inventory, name) => withCertificate(inventory, name, { notAfter: inventory.takenAt }),
      listening,
    );
    assert.deepEqual(changesOf(restartPlan(dead, restartOf('etcd'))), ['restart']);
    assert.deepEqual(changesOf(renewalPlan(dead, all)), []);
  });

  test('of etcd there is none when a person goes ahead all the same', () => {
    assert.deepEqual(changesOf(restartPlan(listening, { ...restartOf('etcd'), despiteEtcd: true })), []);
  });

  test('of another component there is none', () => {
    for (const component of ['kube-apiserver', 'kube-scheduler'] as const)
      assert.deepEqual(changesOf(restartPlan(listening, restartOf(component))), []);
  });
});

describe('a rollback', () => {
  const plan = renewalPlan(listening, all);
  const ids = (kinds: readonly Step['kind'][]) =>
    new Set(stepsOf(plan).flatMap((step) => (kinds.includes(step.kind) ? [step.id] : [])));

  test('has no gate, and its proof of etcd asks nobody', () => {
    const undone = rollbackPlan(plan, 'run', ids(['gate', 'install']));
    assert.deepEqual(changesOf(undone), []);
    const proves = stepsOf(undone).filter((step) => step.kind === 'prove');
    assert.deepEqual(
      proves.map(({ component, etcd }) => [component, etcd]),
      [
        ['kube-apiserver', undefined],
        ['etcd', undefined],
      ],
    );
  });

  test('does not touch a stage of which only the gate was begun', () => {
    assert.deepEqual(rollbackPlan(plan, 'run', ids(['gate'])).stages, []);
  });
});
