import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  copyOf,
  healthyInventory,
  LEAF_END,
  NOW,
  testAuthorities,
  withAuthority,
  withLeaf,
  withServed,
} from '../../../../test/inventory.ts';
import { DAY } from '../../instant.ts';
import type { Inventory, UnreadableReason } from '../../inventory.ts';
import { defaultPolicy } from '../../policy.ts';
import { findingsOf } from '../check.ts';

const lines = (inventory: Inventory): readonly string[] =>
  findingsOf(inventory, defaultPolicy).map(({ code, severity, subject }) => `${code} ${severity} ${subject}`);

describe('files', () => {
  const modes: readonly (readonly [number, boolean])[] = [
    [0o600, false],
    [0o640, false],
    [0o660, false],
    [0o601, false],
    [0o604, true],
    [0o602, true],
    [0o666, true],
  ];
  for (const [mode, isOpen] of modes) {
    test(`a key of mode ${mode.toString(8)} is ${isOpen ? 'open' : 'closed'}`, () => {
      const inventory = withAuthority(healthyInventory(), 'ca', (old) => ({
        ...old,
        key:
          old.key.kind === 'read'
            ? { kind: 'read', value: { ...old.key.value, file: { ...old.key.value.file, mode } } }
            : old.key,
      }));
      assert.deepEqual(lines(inventory), isOpen ? ['key-readable warning ca'] : []);
    });
  }

  test('super-admin.conf is mentioned', () => {
    const made = testAuthorities.ca.leaf({
      commonName: 'kubernetes-super-admin',
      notBefore: NOW - DAY,
      notAfter: LEAF_END,
    });
    const inventory = withLeaf(healthyInventory(), 'super-admin.conf', (leaf) => ({
      ...leaf,
      ...copyOf(made),
      name: leaf.name,
      kind: 'kubeadm',
    }));
    assert.deepEqual(lines(inventory), ['super-admin-present info super-admin.conf']);
  });

  test('a stray manifest is a warning, mended by moving it out of the folder', () => {
    const path = '/etc/kubernetes/manifests/kube-apiserver.yaml.bak';
    const [finding] = findingsOf({ ...healthyInventory(), strayManifests: [path] }, defaultPolicy);
    assert.deepEqual(
      [finding?.code, finding?.severity, finding?.mend],
      ['stray-manifest', 'warning', `mv ${path} /root/`],
    );
  });
});

describe('what runs and answers', () => {
  const silent = (reason: UnreadableReason): Inventory =>
    withServed(healthyInventory(), ({ endpoint }) => endpoint.port === 6443, {
      kind: 'unreadable',
      reason,
      detail: '',
    });
  test('a port that refuses is not served, said once for all names on it', () => {
    assert.deepEqual(lines(silent('refused')), ['not-served critical kube-apiserver']);
    assert.deepEqual(lines(silent('timeout')), ['not-served critical kube-apiserver']);
  });
  test('a port that answers nonsense is unreadable', () => {
    assert.deepEqual(
      [...new Set(lines(silent('parse')).map((line) => line.split(' ').slice(0, 2).join(' ')))],
      ['unreadable unknown'],
    );
  });
  test('offline, ports need not answer', () => assert.deepEqual(lines({ ...silent('refused'), reach: 'offline' }), []));

  const stopped = { ...healthyInventory(), containers: healthyInventory().containers.slice(1) };
  test('a manifest without a container is not running', () =>
    assert.deepEqual(lines(stopped), ['not-running critical etcd']));
  test('on files alone nothing runs', () => assert.deepEqual(lines({ ...stopped, reach: 'files' }), []));
  test('where containers cannot be listed, that is what is unknown', () => {
    assert.deepEqual(lines({ ...stopped, containersUnreadable: 'no runtime' }), ['unreadable unknown containers']);
  });
  test('a run that is open is a warning', () => {
    assert.deepEqual(lines({ ...healthyInventory(), openRuns: ['2026-11-23T11-00-00Z-renew'] }), [
      'run-open warning 2026-11-23T11-00-00Z-renew',
    ]);
  });
});

describe('the canary', () => {
  const nodes = ['cp-1', 'cp-2'].map((name) => ({ name, isReady: true }));
  const inventory: Inventory = { ...healthyInventory(), controlPlanes: { kind: 'read', value: nodes } };
  const found = (canary: string, seen: Inventory) =>
    findingsOf(seen, { ...defaultPolicy, order: { canary, soak: 0 } }).map(({ code, subject }) => `${code} ${subject}`);
  test('that is no control-plane node is a warning, long before it is waited for', () => {
    assert.deepEqual(found('cp-9', inventory), ['canary-unknown cp-9']);
    assert.deepEqual(found('cp-2', inventory), []);
  });
  test('is nothing to judge where the nodes are not known', () => {
    const controlPlanes = { kind: 'absent-by-design', why: 'the API server is not asked' } as const;
    assert.deepEqual(found('cp-9', { ...inventory, controlPlanes }), []);
  });
});

describe('what could not be read', () => {
  const failed = { kind: 'unreadable', reason: 'permission', detail: 'EACCES' } as const;
  test('is unknown, never fine', () => {
    const inventory = withLeaf(healthyInventory(), 'admin.conf', (leaf) => ({
      ...leaf,
      certificate: failed,
      key: failed,
    }));
    assert.deepEqual(lines(inventory), ['unreadable unknown admin.conf']);
  });
  test("is said once, by the observer's words where it has some", () => {
    const inventory = withAuthority(healthyInventory(), 'ca', (old) => ({ ...old, key: failed }));
    const unreadable = [
      { what: 'the key of ca', path: '/etc/kubernetes/pki/ca.key', reason: 'permission', detail: 'EACCES' },
    ] as const;
    assert.deepEqual(lines({ ...inventory, unreadable }), ['unreadable unknown the key of ca']);
  });
});
