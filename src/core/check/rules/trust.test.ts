import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  healthyInventory,
  NOW,
  testAuthorities,
  withAuthority,
  withLeaf,
  withoutSigner,
} from '../../../../test/inventory.ts';
import { crossSigned, testAuthority } from '../../../../test/pki.ts';
import { DAY, SECOND } from '../../instant.ts';
import type { Inventory, TrustFile } from '../../inventory.ts';
import { trustFlags } from '../../kubeadm/trust-flags.ts';
import type { AuthorityName, Component } from '../../names.ts';
import { defaultPolicy } from '../../policy.ts';
import type { Certificate } from '../../x509/certificate.ts';
import type { Finding } from '../finding.ts';
import { findingsOf } from '../check.ts';

const own = (name: AuthorityName): Certificate => testAuthorities[name].certificate;
const stranger = testAuthority({ commonName: 'kubernetes', notBefore: NOW - 1000 * DAY });
const read = <T>(value: T) => ({ kind: 'read', value }) as const;
const path = '/srv/trusted.crt';

const found = (inventory: Inventory): readonly Finding[] =>
  findingsOf(inventory, defaultPolicy).filter(({ code }) => code === 'authority-not-trusted');
const lines = (inventory: Inventory): readonly string[] =>
  found(inventory).map(({ severity, subject, message }) => `${severity} ${subject}: ${message}`);

function naming(component: Component, flag: string, named: string, inventory = healthyInventory()): Inventory {
  const manifests = inventory.layout.manifests.map((manifest) =>
    manifest.component === component ? { ...manifest, flags: { ...manifest.flags, [flag]: named } } : manifest,
  );
  return { ...inventory, layout: { ...inventory.layout, manifests } };
}

/** An inventory in which this flag names a file of its own with these certificates. */
function trusting(
  component: Component,
  flag: string,
  members: readonly Certificate[] | TrustFile['members'],
  inventory = healthyInventory(),
): Inventory {
  const trustFiles = [{ path, members: 'kind' in members ? members : read(members) }];
  return { ...naming(component, flag, path, inventory), trustFiles };
}

describe('a file of its own', () => {
  for (const { component, flag, authority } of trustFlags) {
    test(`for --${flag} of ${component} holds ${authority}, or it is critical`, () => {
      assert.deepEqual(lines(trusting(component, flag, [stranger.certificate, own(authority)])), []);
      const [line, ...more] = lines(trusting(component, flag, [stranger.certificate]));
      const begin = `critical ${authority}: ${component} verifies with ${path} (--${flag}), which does not hold the authority ${authority}`;
      assert(line?.startsWith(begin), line);
      assert.deepEqual(more, []);
    });
  }

  const flag = ['kube-controller-manager', 'root-ca-file'] as const;
  const sameKey = (notAfter: number, commonName = 'kubernetes') => {
    const { privateKeyPem } = testAuthorities.ca;
    return testAuthority({ commonName, privateKeyPem, notBefore: NOW - 5000 * DAY, notAfter }).certificate;
  };
  const intermediate = crossSigned(testAuthority({ commonName: 'kubernetes', notBefore: NOW - 300 * DAY }), stranger);
  const belowStranger = withAuthority(healthyInventory(), 'ca', (old) => ({ ...old, members: read([intermediate]) }));
  const bundle = withAuthority(healthyInventory(), 'ca', (old) => ({
    ...withoutSigner(old),
    members: read([own('ca'), stranger.certificate]),
    key: { kind: 'missing' },
  }));
  const table: readonly (readonly [string, Inventory, string | undefined])[] = [
    ['with another certificate of the same name and key is as good', trusting(...flag, [sameKey(NOW)]), undefined],
    ['is not when that has ended', trusting(...flag, [sameKey(NOW - SECOND)]), 'critical .* does not hold'],
    ['is not with the same key of another name', trusting(...flag, [sameKey(NOW, 'x')]), 'critical .* does not hold'],
    ['is not with a leaf that has the same name', trusting(...flag, [leafNamed('kubernetes')]), 'critical'],
    [
      'with what signed the authority is a warning',
      trusting(...flag, [stranger.certificate], belowStranger),
      'warning .* holds what signed the authority ca, but not ca',
    ],
    [
      'with all authorities of a bundle whose key is elsewhere is enough',
      trusting(...flag, [stranger.certificate, own('ca')], bundle),
      undefined,
    ],
    [
      'with one of them is a warning',
      trusting(...flag, [own('ca')], bundle),
      'warning .* holds only some of the authorities in ca',
    ],
    ['with none of them is critical', trusting(...flag, [own('etcd-ca')], bundle), 'critical'],
    ['that is missing is critical', trusting(...flag, { kind: 'missing' }), 'critical .* which is missing'],
    [
      'that could not be read is unknown',
      trusting(...flag, { kind: 'unreadable', reason: 'parse', detail: 'it is empty' }),
      'unknown .* which could not be read: it is empty',
    ],
    ['that nobody looked at is unknown', naming(...flag, 'ca.crt'), 'unknown .* was not compared'],
    ['that is not named at all is nothing', naming(...flag, ''), undefined],
    [
      'of another authority is critical',
      naming('kube-apiserver', 'etcd-cafile', '/etc/kubernetes/pki/ca.crt'),
      'critical etcd-ca: .* which does not hold the authority etcd-ca',
    ],
  ];
  for (const [name, inventory, expected] of table) {
    test(name, () => {
      if (expected === undefined) assert.deepEqual(lines(inventory), []);
      else assert.match(lines(inventory).join('\n'), new RegExp(`^${expected}`));
    });
  }

  test('of an authority that could not be read itself is judged with it, once', () => {
    const inventory = withAuthority(healthyInventory(), 'ca', (old) => ({ ...old, members: { kind: 'missing' } }));
    assert.deepEqual(lines(trusting(...flag, [stranger.certificate], inventory)), []);
  });
});

function leafNamed(commonName: string): Certificate {
  const { privateKeyPem } = testAuthorities.ca;
  return stranger.leaf({ commonName, privateKeyPem, notBefore: NOW - DAY }).certificate;
}

describe('a file for the certificates of kubelets', () => {
  const flag = ['kube-apiserver', 'kubelet-certificate-authority'] as const;
  const kubelets = testAuthority({ commonName: 'kubelets', notBefore: NOW - 200 * DAY });
  const dates = { notBefore: NOW - DAY, notAfter: NOW + 200 * DAY };
  const { certificate } = kubelets.leaf({ commonName: 'system:node:cp-1', dnsNames: ['cp-1'], ...dates });
  const served = withLeaf(healthyInventory(), 'kubelet-server', (leaf) => ({
    ...leaf,
    certificate: read(certificate),
  }));

  test('may hold another authority when that signed this node’s', () => {
    assert.deepEqual(lines(trusting(...flag, [kubelets.certificate], served)), []);
  });
  test('may hold this node’s itself', () => {
    assert.deepEqual(lines(trusting(...flag, [certificate], served)), []);
  });
  test('is wrong when it holds neither', () => {
    assert.match(
      lines(trusting(...flag, [stranger.certificate], served)).join(),
      /^critical .*, nor what signed kubelet-server$/,
    );
  });
  test('is not decided when this node’s could not be read', () => {
    const unread = withLeaf(served, 'kubelet-server', (leaf) => ({ ...leaf, certificate: { kind: 'missing' } }));
    assert.match(lines(trusting(...flag, [kubelets.certificate], unread)).join(), /^unknown .* could not be compared/);
  });
});

describe('an authority younger than the processes that should know it', () => {
  const young = testAuthority({ commonName: 'etcd-ca', notBefore: NOW - DAY }).certificate;
  const bundle = (signer: number): Inventory =>
    withAuthority(healthyInventory(), 'etcd-ca', (old) => ({ ...old, members: read([own('etcd-ca'), young]), signer }));
  const severities = (inventory: Inventory) => found(inventory).map((one) => `${one.severity} ${one.path}`);

  test('is missing to each of them, once', () => {
    assert.deepEqual(severities(bundle(0)), Array(2).fill('warning /etc/kubernetes/pki/etcd/ca.crt'));
    assert.deepEqual(severities(bundle(1)), Array(2).fill('critical /etc/kubernetes/pki/etcd/ca.crt'));
  });

  test('is missing to one that reads it from a file of its own', () => {
    const inventory = trusting('etcd', 'peer-trusted-ca-file', [own('etcd-ca'), young], bundle(0));
    const ordinary = 'warning /etc/kubernetes/pki/etcd/ca.crt';
    assert.deepEqual(severities(inventory), [ordinary, `warning ${path}`, ordinary]);
  });

  test('is not a stranger in such a file', () => {
    const inventory = trusting('etcd', 'peer-trusted-ca-file', [own('etcd-ca'), young]);
    assert.deepEqual(severities(inventory), []);
  });

  const versions: readonly (readonly [string, boolean])[] = [
    ['v1.35.9', true],
    ['v1.36.0', false],
    ['', false],
  ];
  for (const [imageVersion, isReadOnce] of versions) {
    test(`is ${isReadOnce ? '' : 'not '}missing to an API server of version '${imageVersion}' that verifies kubelets`, () => {
      const cluster = testAuthority({ commonName: 'kubernetes', notBefore: NOW - DAY }).certificate;
      const inventory = withAuthority(healthyInventory(), 'ca', (old) => ({
        ...old,
        members: read([own('ca'), cluster]),
      }));
      const containers = inventory.containers
        .filter(({ component }) => component === 'kube-apiserver')
        .map((one) => ({ ...one, imageVersion }));
      const named = naming('kube-apiserver', 'kubelet-certificate-authority', '/etc/kubernetes/pki/ca.crt', inventory);
      assert.equal(found({ ...named, containers }).length, isReadOnce ? 1 : 0);
    });
  }
});
