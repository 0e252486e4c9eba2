import assert from 'node:assert/strict';
import { test } from 'node:test';
import { healthyInventory, testAuthorities, withCertificate, withLeaf } from '../../../test/inventory.ts';
import { findingsOf } from '../check/check.ts';
import type { Inventory, Leaf } from '../inventory.ts';
import type { Component } from '../names.ts';
import { defaultPolicy } from '../policy.ts';
import { renewalPlan } from './renewal.ts';
import { restartPlan, type RestartWish } from './restart-plan.ts';
import { startProblem } from './start-problem.ts';

const healthy = healthyInventory();
const missing = { kind: 'missing' } as const;
const namesOf = (names: readonly string[], ipAddresses: readonly string[]) => ({ dnsNames: names, ipAddresses });

/** With the key of another certificate, as after a copy that was cut short. */
const mismatched = (leaf: Leaf): Leaf => {
  const { key } = testAuthorities.ca.leaf({ commonName: 'another' }).certificate;
  return leaf.key.kind === 'read' ? { ...leaf, key: { kind: 'read', value: { ...leaf.key.value, facts: key } } } : leaf;
};

const restartOf = (component: Component): RestartWish => ({
  which: { kind: 'named', components: [component] },
  drain: true,
  despiteEtcd: false,
  policy: defaultPolicy,
});

const problemOf = (inventory: Inventory, component: Component) =>
  startProblem(restartPlan(inventory, restartOf(component)), inventory, findingsOf(inventory, defaultPolicy));

const rows: readonly (readonly [
  name: string,
  inventory: Inventory,
  component: Component,
  problem: RegExp | undefined,
])[] = [
  ['whose files are good', healthy, 'etcd', undefined],
  [
    "whose certificates came from another node, and name that one's address",
    withCertificate(healthy, 'etcd-peer', namesOf(['cp-2', 'localhost'], ['10.0.0.2', '127.0.0.1', '::1'])),
    'etcd',
    /^etcd would not come back from a restart: etcd-peer does not name 10\.0\.0\.1, by which other members call it$/,
  ],
  [
    'whose server certificate lacks what clients call it by',
    withCertificate(healthy, 'etcd-server', namesOf(['cp-1', 'localhost'], ['127.0.0.1', '::1'])),
    'etcd',
    /etcd-server does not name 10\.0\.0\.1/,
  ],
  [
    'whose certificate lacks a name that no other member needs',
    withCertificate(healthy, 'etcd-peer', namesOf(['cp-1'], ['10.0.0.1'])),
    'etcd',
    undefined,
  ],
  [
    'whose key belongs to another certificate',
    withLeaf(healthy, 'etcd-server', mismatched),
    'etcd',
    /etcd-server: its private key belongs to another certificate/,
  ],
  [
    'whose key is missing',
    withLeaf(healthy, 'apiserver', (leaf) => ({ ...leaf, key: missing })),
    'kube-apiserver',
    /kube-apiserver would not come back .*apiserver: its private key is missing/,
  ],
  [
    'whose kubeconfig is missing',
    withLeaf(healthy, 'scheduler.conf', (leaf) => ({ ...leaf, certificate: missing })),
    'kube-scheduler',
    /kube-scheduler would not come back/,
  ],
  ['while files of another one are bad', withLeaf(healthy, 'etcd-server', mismatched), 'kube-scheduler', undefined],
  [
    'whose certificate for other members has run out',
    withCertificate(healthy, 'etcd-peer', { notAfter: healthy.takenAt }),
    'etcd',
    /^etcd would not come back from a restart: etcd-peer expired on 2026-11-23 12:00 UTC, and new connections/,
  ],
  [
    'whose certificate for etcd has run out',
    withCertificate(healthy, 'apiserver-etcd-client', { notAfter: healthy.takenAt }),
    'kube-apiserver',
    /apiserver-etcd-client expired on/,
  ],
  [
    'whose certificate for aggregated APIs has run out',
    withCertificate(healthy, 'front-proxy-client', { notAfter: healthy.takenAt }),
    'kube-apiserver',
    undefined,
  ],
];

for (const [name, inventory, component, problem] of rows) {
  test(`${component} ${name} ${problem === undefined ? 'may' : 'may not'} be restarted`, () => {
    const found = problemOf(inventory, component);
    if (problem === undefined) assert.equal(found, undefined);
    else assert.match(found ?? 'none', problem);
  });
}

test('a restart that follows new files is not judged by the old ones', () => {
  const inventory = withLeaf(healthy, 'scheduler.conf', mismatched);
  const which = { kind: 'named', names: ['scheduler.conf'] } as const;
  const plan = renewalPlan(inventory, { which, sans: { add: {}, remove: {} }, policy: defaultPolicy });
  assert.equal(startProblem(plan, inventory, findingsOf(inventory, defaultPolicy)), undefined);
});
