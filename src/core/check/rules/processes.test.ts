import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  copyOf,
  healthyInventory,
  LEAF_END,
  NOW,
  testAuthorities,
  withAuthority,
  withCertificate,
  withLeaf,
  withServed,
} from '../../../../test/inventory.ts';
import { testAuthority } from '../../../../test/pki.ts';
import { DAY, SECOND } from '../../instant.ts';
import type { Component } from '../../names.ts';
import type { Inventory } from '../../inventory.ts';
import { defaultPolicy } from '../../policy.ts';
import { findingsOf } from '../check.ts';

const lines = (inventory: Inventory): readonly string[] =>
  findingsOf(inventory, defaultPolicy).map(({ code, severity, subject }) => `${code} ${severity} ${subject}`);

const dates = { notBefore: NOW - 200 * DAY, notAfter: LEAF_END - 200 * DAY };
const olderPair = testAuthorities.ca.leaf({
  commonName: 'kube-apiserver',
  extendedKeyUsages: ['serverAuth'],
  ...dates,
});

describe('a port that presents another certificate than the file', () => {
  const servedAs = (notAfter: number): Inventory =>
    withServed(healthyInventory(), ({ leaf }) => leaf === 'apiserver', {
      kind: 'read',
      value: { ...olderPair.certificate, notAfter },
    });
  const changedAgo = (inventory: Inventory, milliseconds: number): Inventory =>
    withLeaf(inventory, 'apiserver', (leaf) => ({
      ...leaf,
      ...(leaf.file && { file: { ...leaf.file, changedAt: NOW - milliseconds } }),
    }));

  test('is stale', () => {
    const [finding] = findingsOf(servedAs(NOW + 65 * DAY), defaultPolicy);
    assert.equal(finding?.code, 'stale');
    assert.equal(finding.severity, 'warning');
    assert.match(
      finding.message,
      new RegExp(`kube-apiserver at 10.0.0.1:6443 still serves serial ${olderPair.certificate.serial}`),
    );
    assert.equal(finding.mend, 'perennial restart kube-apiserver');
  });
  test('is critical when what it presents ends within days', () => {
    assert.deepEqual(lines(servedAs(NOW + 14 * DAY)), ['stale critical apiserver']);
    assert.deepEqual(lines(servedAs(NOW - DAY)), ['stale critical apiserver']);
  });
  test('is only mentioned as long as this version may take to read the file', () => {
    assert.deepEqual(lines(changedAgo(servedAs(NOW - DAY), 75 * SECOND - 1)), ['stale info apiserver']);
    assert.deepEqual(lines(changedAgo(servedAs(NOW - DAY), 75 * SECOND)), ['stale critical apiserver']);
  });
});

describe('a process that reads its file only when it starts', () => {
  const startedAfterFile = (component: Component, milliseconds: number): Inventory => {
    const inventory = healthyInventory();
    const changedAt = inventory.leaves.find(({ name }) => name === 'scheduler.conf')?.file?.changedAt ?? 0;
    return {
      ...inventory,
      containers: inventory.containers.map((one) =>
        one.component === component ? { ...one, startedAt: changedAt + milliseconds } : one,
      ),
    };
  };
  const table: readonly (readonly [Component, number, readonly string[]])[] = [
    ['kube-scheduler', 0, []],
    ['kube-scheduler', -1, ['stale warning scheduler.conf']],
    ['kube-controller-manager', -1, ['stale warning controller-manager.conf']],
    ['kube-apiserver', -1, []],
    ['etcd', -1, []],
  ];
  for (const [component, milliseconds, expected] of table) {
    test(`${component} started ${milliseconds} ms after the file changed: ${expected.join() || 'nothing'}`, () => {
      assert.deepEqual(lines(startedAfterFile(component, milliseconds)), expected);
    });
  }

  test('up to 1.18 is the API server, for its front-proxy client', () => {
    const inventory = startedAfterFile('kube-apiserver', -1);
    const containers = inventory.containers.map((one) => ({ ...one, imageVersion: 'v1.18.20' }));
    assert.deepEqual(lines({ ...inventory, containers }), ['stale warning front-proxy-client']);
  });
});

describe('kubeconfigs', () => {
  const other = testAuthority({ commonName: 'kubernetes' }).certificate.fingerprint;
  const own = testAuthorities.ca.certificate.fingerprint;
  const trusting = (authorityFingerprints: readonly string[]): Inventory =>
    withLeaf(healthyInventory(), 'scheduler.conf', (leaf) => ({
      ...leaf,
      ...(leaf.kubeconfig && { kubeconfig: { ...leaf.kubeconfig, authorityFingerprints } }),
    }));
  const table: readonly (readonly [readonly string[], readonly string[]])[] = [
    [[own], []],
    [[own, other], ['kubeconfig-authority-differs info scheduler.conf']],
    [[other], ['kubeconfig-authority-differs critical scheduler.conf']],
    [[], ['kubeconfig-authority-differs warning scheduler.conf']],
  ];
  for (const [trusted, expected] of table) {
    test(`that trusts ${trusted.map((one) => (one === own ? 'ca' : 'another')).join(' and ') || 'nobody'}: ${expected.join() || 'nothing'}`, () => {
      assert.deepEqual(lines(trusting(trusted)), expected);
    });
  }

  test('that trusts one member of two is a warning', () => {
    const second = testAuthority({ commonName: 'kubernetes', notBefore: NOW - 300 * DAY }).certificate;
    const inventory = withAuthority(healthyInventory(), 'ca', (old) => ({
      ...old,
      members: { kind: 'read', value: [testAuthorities.ca.certificate, second] },
    }));
    assert(lines(inventory).includes('kubeconfig-authority-differs warning admin.conf'));
    assert(lines(inventory).includes('kubeconfig-authority-differs warning kubelet.conf'));
  });

  test("that carries the kubelet's certificate is a warning", () => {
    const { kubelet } = healthyInventory();
    if (kubelet.kubeconfig.kind !== 'read') throw new Error('no kubelet.conf');
    const kubeconfig = { kind: 'read', value: { ...kubelet.kubeconfig.value, credential: 'embedded' } } as const;
    assert.deepEqual(lines({ ...healthyInventory(), kubelet: { ...kubelet, kubeconfig } }), [
      'kubelet-conf-embedded warning kubelet.conf',
    ]);
  });
});

describe('a copy of admin.conf', () => {
  const copy = '/root/.kube/config';
  const withCopy = (commonName: string, notAfter: number, trusted = testAuthorities.ca): Inventory => {
    const made = trusted.leaf({ commonName, notBefore: notAfter - 365 * DAY, notAfter });
    const leaf = copyOf(made);
    const kubeconfig = leaf.kubeconfig && {
      ...leaf.kubeconfig,
      authorityFingerprints: [trusted.certificate.fingerprint],
    };
    return {
      ...healthyInventory(),
      leaves: [...healthyInventory().leaves, { ...leaf, ...(kubeconfig && { kubeconfig }) }],
    };
  };
  const table: readonly (readonly [string, Inventory, readonly string[]])[] = [
    ['with an older credential', withCopy('kubernetes-admin', NOW + 100 * DAY), [`copy-outdated info ${copy}`]],
    ['with one about to end', withCopy('kubernetes-admin', NOW + 30 * DAY), [`copy-outdated warning ${copy}`]],
    ['with one that ended', withCopy('kubernetes-admin', NOW - DAY), [`copy-outdated warning ${copy}`]],
    ['of another user, fine', withCopy('jane', NOW + 100 * DAY), []],
    ['of another user, about to end', withCopy('jane', NOW + 10 * DAY), [`expiring warning ${copy}`]],
    ['of another cluster', withCopy('kubernetes-admin', NOW - DAY, testAuthority({ commonName: 'kubernetes' })), []],
  ];
  for (const [name, inventory, expected] of table) {
    test(`${name}: ${expected.join() || 'nothing'}`, () => assert.deepEqual(lines(inventory), expected));
  }

  test('says until when the old credential works, and why nothing ends it', () => {
    const [finding] = findingsOf(withCopy('kubernetes-admin', NOW + 100 * DAY), defaultPolicy);
    assert.match(
      finding?.message ?? '',
      /stays valid until 2027-03-03 12:00 UTC: Kubernetes checks no revocation list and the authority is the same/,
    );
    assert.equal(finding?.mend, `perennial kubeconfig --file ${copy}`);
  });

  test('that is admin.conf byte for byte is fine', () => {
    const admin = healthyInventory().leaves.find(({ name }) => name === 'admin.conf');
    if (admin?.certificate.kind !== 'read') throw new Error('no admin.conf');
    const leaf = { ...copyOf(olderPair), certificate: admin.certificate, key: admin.key };
    assert.deepEqual(lines({ ...healthyInventory(), leaves: [...healthyInventory().leaves, leaf] }), []);
  });
});

test('a certificate that ended is found although it is also stale, unlike its key and too open', () => {
  const inventory = withServed(
    withCertificate(healthyInventory(), 'apiserver', { notAfter: NOW - DAY, key: olderPair.certificate.key }),
    ({ leaf }) => leaf === 'apiserver',
    { kind: 'read', value: olderPair.certificate },
  );
  const codes = findingsOf(inventory, defaultPolicy).map(({ code }) => code);
  assert.deepEqual(codes.toSorted(), ['expired', 'key-mismatch', 'stale']);
});
