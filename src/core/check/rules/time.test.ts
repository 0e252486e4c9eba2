import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  healthyInventory,
  LEAF_END,
  NOW,
  ownCertificate,
  testAuthorities,
  withAuthority,
  withCertificate,
  withoutSigner,
  withServed,
} from '../../../../test/inventory.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../instant.ts';
import type { Inventory } from '../../inventory.ts';
import { defaultPolicy, type Policy } from '../../policy.ts';
import { findingsOf } from '../check.ts';
import type { Finding } from '../finding.ts';
import { renewalDueAt } from '../thresholds.ts';

/** `code severity` of what is found about one subject. */
function found(inventory: Inventory, subject: string, policy: Policy = defaultPolicy): readonly string[] {
  return of(inventory, subject, policy).map(({ code, severity }) => `${code} ${severity}`);
}

function of(inventory: Inventory, subject: string, policy: Policy = defaultPolicy): readonly Finding[] {
  return findingsOf(inventory, policy).filter((finding) => finding.subject === subject);
}

const ending = (name: string, notAfter: number, change = {}): Inventory =>
  withCertificate(healthyInventory(), name, { notBefore: notAfter - 365 * DAY, notAfter, ...change });

describe('a certificate of a year', () => {
  const table: readonly (readonly [string, number, readonly string[]])[] = [
    ['has 91 days left', 91 * DAY, []],
    ['has 90 days and a second left', 90 * DAY + SECOND, []],
    ['has 90 days left', 90 * DAY, ['renewal-due info']],
    ['has 30 days and a second left', 30 * DAY + SECOND, ['renewal-due info']],
    ['has 30 days left', 30 * DAY, ['expiring warning']],
    ['has 14 days and a second left', 14 * DAY + SECOND, ['expiring warning']],
    ['has 14 days left', 14 * DAY, ['expiring critical']],
    ['is in its last second', 0, ['expiring critical']],
    ['ended a second ago', -SECOND, ['expired critical']],
    ['ended long ago', -3000 * DAY, ['expired critical']],
  ];
  for (const [when, left, expected] of table) {
    test(`${when}: ${expected.join() || 'nothing'}`, () => {
      assert.deepEqual(found(ending('apiserver', NOW + left), 'apiserver'), expected);
    });
  }
});

describe('a short-lived certificate is judged by its share', () => {
  const day = (left: number) =>
    withCertificate(healthyInventory(), 'apiserver', { notBefore: NOW + left - DAY, notAfter: NOW + left });
  const table: readonly (readonly [number, readonly string[]])[] = [
    [8 * HOUR + SECOND, []],
    [8 * HOUR, ['renewal-due info']],
    [DAY / 5, ['expiring warning']],
    [DAY / 10, ['expiring critical']],
  ];
  for (const [left, expected] of table) {
    test(`of one day with ${left / HOUR} hours left: ${expected.join() || 'nothing'}`, () => {
      assert.deepEqual(found(day(left), 'apiserver'), expected);
    });
  }
});

describe('the policy decides', () => {
  const limits = { duration: 60 * DAY, percent: 100 };
  const policies: readonly (readonly [string, Policy, readonly string[]])[] = [
    [
      'for all',
      { ...defaultPolicy, thresholds: { ...defaultPolicy.thresholds, warning: limits } },
      ['expiring warning'],
    ],
    ['for this one', { ...defaultPolicy, certificates: { apiserver: { warning: limits } } }, ['expiring warning']],
    ['for another', { ...defaultPolicy, certificates: { 'etcd-peer': { warning: limits } } }, ['renewal-due info']],
    [
      'by percent',
      { ...defaultPolicy, certificates: { apiserver: { critical: { duration: 9999 * DAY, percent: 20 } } } },
      ['expiring critical'],
    ],
  ];
  for (const [name, policy, expected] of policies) {
    test(name, () => assert.deepEqual(found(ending('apiserver', NOW + 60 * DAY), 'apiserver', policy), expected));
  }
});

test('a leaf dated back to the birth of its authority is taken for one of a year, not for one of many', () => {
  const { certificate: signer } = testAuthorities.ca;
  const certificate = { ...signer, notBefore: signer.notBefore, notAfter: signer.notBefore + 3 * 365 * DAY };
  const policy = {
    ...defaultPolicy,
    thresholds: { ...defaultPolicy.thresholds, renewal: { duration: 9999 * DAY, percent: 50 } },
  };
  const due = renewalDueAt({ name: 'apiserver', certificate, signer, policy });
  assert.equal(certificate.notAfter - due, (365 * DAY) / 2);
});

describe('what stops nothing is no emergency', () => {
  for (const name of ['etcd-healthcheck-client']) {
    test(`${name} that expired is a warning`, () =>
      assert.deepEqual(found(ending(name, NOW - DAY), name), ['expired warning']));
  }
  test('the kubelet renews its client certificate itself, so it is never due', () => {
    assert.deepEqual(found(ending('kubelet-client', NOW + 80 * DAY), 'kubelet-client'), []);
  });
});

describe('the end of the authority', () => {
  const authorityEnding = (left: number): Inventory =>
    withAuthority(healthyInventory(), 'etcd-ca', (authority) => ({
      ...authority,
      members: { kind: 'read', value: [{ ...testAuthorities['etcd-ca'].certificate, notAfter: NOW + left }] },
    }));

  test('is the end of what it signed', () => {
    const [finding] = of(authorityEnding(5 * DAY), 'etcd-server');
    assert.equal(finding?.code, 'expiring');
    assert.match(finding.message, /in 5 days, with its authority etcd-ca: a renewal cannot reach further/);
    assert.equal(finding.mend, 'perennial explain authority-expiring');
  });

  test('makes no leaf due that already reaches it', () => {
    assert.deepEqual(found(authorityEnding(60 * DAY), 'etcd-server'), ['outlives-authority info']);
  });

  const table: readonly (readonly [number, readonly string[]])[] = [
    [365 * DAY + SECOND, []],
    [365 * DAY, ['authority-expiring warning']],
    [90 * DAY + SECOND, ['authority-expiring warning']],
    [90 * DAY, ['authority-expiring critical']],
    [-SECOND, ['authority-expired critical']],
  ];
  for (const [left, expected] of table) {
    test(`with ${left / DAY} days left: ${expected.join() || 'nothing'}`, () => {
      assert.deepEqual(found(authorityEnding(left), 'etcd-ca'), expected);
    });
  }

  test('of an old member in a bundle is only mentioned', () => {
    const old = { ...testAuthorities.ca.certificate, notAfter: NOW - DAY, fingerprint: 'old' };
    const inventory = withAuthority(healthyInventory(), 'ca', (authority) => ({
      ...authority,
      members: { kind: 'read', value: [testAuthorities.ca.certificate, old] },
    }));
    assert.deepEqual(found(inventory, 'ca'), ['authority-expired info']);
  });
});

test('a leaf whose authority signs elsewhere is not sent to perennial renew', () => {
  const inventory = withAuthority(ending('apiserver', NOW + DAY), 'ca', (authority) => ({
    ...withoutSigner(authority),
    key: { kind: 'missing' },
  }));
  assert.equal(of(inventory, 'apiserver')[0]?.mend, 'perennial explain authority-external');
  assert.deepEqual(found(inventory, 'ca'), ['authority-external info']);
});

describe('a certificate from the future', () => {
  for (const [ahead, expected] of [
    [0, []],
    [SECOND, ['not-yet-valid critical']],
  ] as const) {
    test(`by ${ahead} ms: ${expected.join() || 'nothing'}`, () => {
      const inventory = withCertificate(healthyInventory(), 'apiserver', { notBefore: NOW + ahead });
      assert.deepEqual(found(inventory, 'apiserver'), expected);
    });
  }
});

describe('certificates that components make for themselves', () => {
  const own = (component: string, serverName: string | undefined, left: number) =>
    withServed(
      healthyInventory(),
      ({ endpoint, leaf }) =>
        endpoint.component === component && endpoint.serverName === serverName && leaf === undefined,
      {
        kind: 'read',
        value: { ...ownCertificate, notBefore: NOW + left - 365 * DAY, notAfter: NOW + left },
      },
    );
  const loopback = 'apiserver-loopback-client';
  const table: readonly (readonly [string, Inventory, string, readonly string[]])[] = [
    ['loopback in 31 days', own('kube-apiserver', loopback, 31 * DAY), loopback, []],
    ['loopback in 30 days', own('kube-apiserver', loopback, 30 * DAY), loopback, ['loopback-expiring warning']],
    ['loopback in 14 days', own('kube-apiserver', loopback, 14 * DAY), loopback, ['loopback-expiring critical']],
    ['loopback ended', own('kube-apiserver', loopback, -DAY), loopback, ['loopback-expiring critical']],
    ['scheduler in 31 days', own('kube-scheduler', undefined, 31 * DAY), 'kube-scheduler', []],
    [
      'scheduler in 30 days',
      own('kube-scheduler', undefined, 30 * DAY),
      'kube-scheduler',
      ['own-serving-expiring warning'],
    ],
    [
      'controller manager ended',
      own('kube-controller-manager', undefined, -DAY),
      'kube-controller-manager',
      ['own-serving-expiring warning'],
    ],
  ];
  for (const [name, inventory, subject, expected] of table) {
    test(`${name}: ${expected.join() || 'nothing'}`, () => assert.deepEqual(found(inventory, subject), expected));
  }
});

describe('the kubelet', () => {
  test('that should have rotated by nine tenths of the lifetime is late one second later', () => {
    const at = (sinceNineTenths: number) => {
      const start = NOW - sinceNineTenths - (365 * DAY * 9) / 10;
      return withCertificate(healthyInventory(), 'kubelet-client', { notBefore: start, notAfter: start + 365 * DAY });
    };
    assert.deepEqual(found(at(0), 'kubelet-client'), []);
    assert.deepEqual(found(at(SECOND), 'kubelet-client'), ['kubelet-not-rotating warning']);
  });

  test('that is told not to rotate is a warning', () => {
    const { kubelet } = healthyInventory();
    const config = {
      kind: 'read',
      value: { rotateCertificates: false, serverTLSBootstrap: false, health: { host: '127.0.0.1', port: 10248 } },
    } as const;
    assert.deepEqual(found({ ...healthyInventory(), kubelet: { ...kubelet, config } }, 'kubelet-client'), [
      'kubelet-not-rotating warning',
    ]);
  });

  test('serves a certificate that nobody verifies, until an API server does', () => {
    const inventory = ending('kubelet-server', NOW + 3 * DAY);
    assert.deepEqual(found(inventory, 'kubelet-server'), ['kubelet-serving-expiring warning']);
    const manifests = inventory.layout.manifests.map((manifest) => ({
      ...manifest,
      flags: { ...manifest.flags, 'kubelet-certificate-authority': '/etc/kubernetes/pki/ca.crt' },
    }));
    assert.deepEqual(found({ ...inventory, layout: { ...inventory.layout, manifests } }, 'kubelet-server'), [
      'kubelet-serving-expiring critical',
    ]);
  });

  test('gets a new serving pair by removing the old', () => {
    assert.equal(of(ending('kubelet-server', NOW - DAY), 'kubelet-server')[0]?.mend, 'perennial renew kubelet-server');
  });
});

describe('the clock', () => {
  const offset = (apiServerOffsetMilliseconds: number) => ({
    ...healthyInventory(),
    clock: { apiServerOffsetMilliseconds },
  });
  const table = [
    [MINUTE + SECOND, []],
    [-(MINUTE + SECOND), []],
    [MINUTE + SECOND + 1, ['clock-off warning']],
    [-(MINUTE + SECOND + 1), ['clock-off warning']],
  ] as const;
  for (const [by, expected] of table) {
    test(`${by} ms off: ${expected.join() || 'nothing'}`, () => assert.deepEqual(found(offset(by), 'cp-1'), expected));
  }

  test('that was set back shows in files from the future', () => {
    assert.deepEqual(found({ ...healthyInventory(), takenAt: LEAF_END - 365 * DAY + HOUR }, 'cp-1'), []);
    const before = { ...healthyInventory(), takenAt: LEAF_END - 365 * DAY - 2 * MINUTE };
    assert.deepEqual(found(before, 'cp-1'), ['clock-off warning']);
  });
});
