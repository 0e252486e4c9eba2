import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  copyOf,
  healthyInventory,
  LEAF_END,
  NOW,
  testAuthorities,
  unknownLeaf,
  withAuthority,
  withCertificate,
  withLeaf,
  withoutSigner,
} from '../../../../test/inventory.ts';
import { crossSigned, testAuthority } from '../../../../test/pki.ts';
import { DAY } from '../../instant.ts';
import type { Inventory, Leaf } from '../../inventory.ts';
import { defaultPolicy } from '../../policy.ts';
import type { Certificate } from '../../x509/certificate.ts';
import { findingsOf } from '../check.ts';

const found = (inventory: Inventory): readonly string[] =>
  findingsOf(inventory, defaultPolicy).map(({ code, severity, subject }) => `${code} ${severity} ${subject}`);

const leaf = (name: string, change: (leaf: Leaf) => Leaf): Inventory => withLeaf(healthyInventory(), name, change);
const missing = { kind: 'missing' } as const;
const read = <T>(value: T) => ({ kind: 'read', value }) as const;
const dates = { notBefore: NOW - DAY, notAfter: LEAF_END };
const onDisk = (name: string, options: Parameters<typeof testAuthorities.ca.leaf>[0]): Inventory => {
  const { certificate } = testAuthorities.ca.leaf({ ...dates, ...options });
  const inventory = leaf(name, (old) => ({
    ...old,
    certificate: read(certificate),
    key: old.key.kind === 'read' ? read({ ...old.key.value, facts: certificate.key }) : old.key,
  }));
  return { ...inventory, served: inventory.served.filter((one) => one.leaf !== name) };
};

describe('what is missing', () => {
  const table: readonly (readonly [string, readonly string[]])[] = [
    ['apiserver', ['certificate-missing critical apiserver']],
    ['scheduler.conf', ['certificate-missing critical scheduler.conf']],
    ['kubelet-client', ['certificate-missing critical kubelet-client']],
    ['admin.conf', ['certificate-missing warning admin.conf']],
    ['etcd-healthcheck-client', ['certificate-missing warning etcd-healthcheck-client']],
    ['super-admin.conf', []],
    ['kubelet-server', []],
  ];
  for (const [name, expected] of table) {
    test(`${name}: ${expected.join() || 'nothing'}`, () => {
      assert.deepEqual(found(leaf(name, (old) => ({ ...old, certificate: missing, key: missing }))), expected);
    });
  }

  test('of etcd is not missed where etcd is external', () => {
    const inventory = leaf('etcd-server', (old) => ({ ...old, certificate: missing, key: missing }));
    assert.deepEqual(found({ ...inventory, layout: { ...inventory.layout, etcd: 'external' } }), []);
  });

  test('is a key', () => {
    assert.deepEqual(found(leaf('apiserver', (old) => ({ ...old, key: missing }))), ['key-missing critical apiserver']);
  });

  test('is the key for service account tokens', () => {
    const { serviceAccountKey } = healthyInventory();
    const inventory = { ...healthyInventory(), serviceAccountKey: { ...serviceAccountKey, privateKey: missing } };
    assert.deepEqual(found(inventory), ['key-missing critical sa']);
  });

  test('is an authority', () => {
    const inventory = withAuthority(healthyInventory(), 'front-proxy-ca', (old) => ({ ...old, members: missing }));
    assert.deepEqual(found(inventory), ['authority-missing critical front-proxy-ca']);
  });
});

describe('what does not belong together', () => {
  const other = testAuthority({ commonName: 'kubernetes' });

  test('a key of another certificate', () => {
    const inventory = leaf('etcd-peer', (old) => ({
      ...old,
      key: old.key.kind === 'read' ? read({ ...old.key.value, facts: other.certificate.key }) : old.key,
    }));
    assert.deepEqual(found(inventory), ['key-mismatch critical etcd-peer']);
  });

  test("a public key for tokens that is not the private one's", () => {
    const { serviceAccountKey } = healthyInventory();
    const inventory = {
      ...healthyInventory(),
      serviceAccountKey: { ...serviceAccountKey, publicKey: read(other.certificate.key) },
    };
    assert.deepEqual(found(inventory), ['key-mismatch critical sa']);
  });

  test('a signature of another authority under the same name', () => {
    const inventory = onDisk('front-proxy-client', { commonName: 'front-proxy-client' });
    assert.deepEqual(found(inventory), ['not-signed-by-authority critical front-proxy-client']);
    const forged = testAuthorities.ca.leaf({ commonName: 'kubernetes-admin', signedBy: other, ...dates });
    const admin = leaf('admin.conf', (old) => ({ ...old, ...copyOf(forged), name: 'admin.conf', kind: 'kubeadm' }));
    assert.deepEqual(found(admin), ['not-signed-by-authority critical admin.conf']);
  });

  test('a key that no certificate of the authority has', () => {
    const inventory = withAuthority(healthyInventory(), 'ca', withoutSigner);
    assert.deepEqual(found(inventory), ['authority-key-mismatch critical ca']);
  });

  test('a bundle whose second certificate signs is only mentioned, and its leaves are fine', () => {
    const inventory = withAuthority(healthyInventory(), 'etcd-ca', (old) => ({
      ...old,
      members: read([
        testAuthority({ commonName: 'etcd-ca', notBefore: NOW - 3000 * DAY, notAfter: NOW + 9000 * DAY }).certificate,
        testAuthorities['etcd-ca'].certificate,
      ]),
      signer: 1,
    }));
    assert(found(inventory).includes('authority-key-mismatch info etcd-ca'));
    assert(!found(inventory).some((line) => line.startsWith('not-signed')));
  });
});

describe('a leaf of an authority that is not trusted itself', () => {
  const fresh = testAuthority({ commonName: 'kubernetes', notBefore: NOW - 2 * DAY });
  const made = fresh.leaf({ commonName: 'kubernetes-admin', ...dates });
  const holding = (chain: readonly Certificate[]) =>
    leaf('admin.conf', (old) => ({ ...old, ...copyOf(made), name: 'admin.conf', kind: 'kubeadm', chain }));

  test('is signed when it carries along what a trusted one signed', () => {
    assert.deepEqual(found(holding([crossSigned(fresh, testAuthorities.ca, dates)])), []);
  });
  test('is not signed without it', () => {
    assert.deepEqual(found(holding([])), ['not-signed-by-authority critical admin.conf']);
  });
  test('is not signed by certificates that only sign each other', () => {
    assert.deepEqual(found(holding([fresh.certificate, fresh.certificate])), [
      'not-signed-by-authority critical admin.conf',
    ]);
  });
});

describe('usages', () => {
  const server = { commonName: 'x', dnsNames: ['cp-1'] };
  const table: readonly (readonly [string, Inventory, boolean])[] = [
    [
      'a client certificate that may only serve',
      onDisk('scheduler.conf', { ...server, extendedKeyUsages: ['serverAuth'] }),
      true,
    ],
    [
      'a client certificate that may do both',
      onDisk('scheduler.conf', { ...server, extendedKeyUsages: ['serverAuth', 'clientAuth'] }),
      false,
    ],
    ['a certificate without usages', onDisk('scheduler.conf', { ...server, extendedKeyUsages: [] }), false],
    ['a certificate for any usage', onDisk('scheduler.conf', { ...server, extendedKeyUsages: ['2.5.29.37.0'] }), false],
    [
      'an authority in the place of a leaf',
      withCertificate(healthyInventory(), 'scheduler.conf', { isAuthority: true }),
      true,
    ],
    [
      "etcd's server certificate that may not call",
      withCertificate(healthyInventory(), 'etcd-server', { extendedKeyUsages: ['serverAuth'] }),
      true,
    ],
    [
      "the API server's that may only call",
      withCertificate(healthyInventory(), 'apiserver', { extendedKeyUsages: ['clientAuth'] }),
      true,
    ],
  ];
  for (const [name, inventory, isWrong] of table) {
    test(`${name} is ${isWrong ? 'wrong' : 'right'}`, () => {
      assert.equal(
        found(inventory).some((line) => line.startsWith('usage-wrong critical')),
        isWrong,
      );
    });
  }
});

describe('names and addresses', () => {
  const apiserver = {
    dnsNames: ['cp-1', 'kubernetes', 'kubernetes.default', 'kubernetes.default.svc'],
    ipAddresses: ['10.96.0.1', '10.0.0.1'],
  };
  const etcd = { dnsNames: ['cp-1', 'localhost'], ipAddresses: ['10.0.0.1', '127.0.0.1', '::1'] };
  const without = (list: readonly string[], name: string) => list.filter((one) => one !== name);
  for (const name of apiserver.dnsNames) {
    test(`the API server's certificate needs ${name}`, () => {
      const inventory = withCertificate(healthyInventory(), 'apiserver', {
        ...apiserver,
        dnsNames: without(apiserver.dnsNames, name),
      });
      const [finding] = findingsOf(inventory, defaultPolicy);
      assert.equal(finding?.code, 'san-missing');
      assert.equal(finding.mend, `perennial renew apiserver --add-san apiserver=${name}`);
    });
  }
  for (const address of apiserver.ipAddresses) {
    test(`the API server's certificate needs ${address}`, () => {
      const ipAddresses = without(apiserver.ipAddresses, address);
      assert.deepEqual(found(withCertificate(healthyInventory(), 'apiserver', { ...apiserver, ipAddresses })), [
        'san-missing warning apiserver',
      ]);
    });
  }
  for (const leafName of ['etcd-server', 'etcd-peer']) {
    for (const address of [...etcd.dnsNames, ...etcd.ipAddresses]) {
      test(`${leafName} needs ${address}`, () => {
        const change = { dnsNames: without(etcd.dnsNames, address), ipAddresses: without(etcd.ipAddresses, address) };
        assert.deepEqual(found(withCertificate(healthyInventory(), leafName, change)), [
          `san-missing warning ${leafName}`,
        ]);
      });
    }
  }
  test('case does not matter, and a wildcard stands for one label', () => {
    const dnsNames = ['CP-1', 'KUBERNETES', 'Kubernetes.Default', '*.default.svc'];
    assert.deepEqual(found(withCertificate(healthyInventory(), 'apiserver', { ...apiserver, dnsNames })), []);
  });
});

describe('strength', () => {
  const rsaAuthority = testAuthority({ commonName: 'kubernetes', algorithm: 'RSA-2048', notBefore: NOW - DAY });
  test('an RSA key of 1024 bits is weak', () => {
    assert.deepEqual(found(onDisk('scheduler.conf', { commonName: 'x', key: 'RSA-1024' } as never)), [
      'weak-key warning scheduler.conf',
    ]);
  });
  test('a SHA-1 signature is weak, except that of a root', () => {
    const { certificate } = rsaAuthority.leaf({ commonName: 'x', signature: 'sha1', ...dates });
    const inventory = withCertificate(healthyInventory(), 'scheduler.conf', {
      signatureAlgorithm: certificate.signatureAlgorithm,
    });
    assert.match(certificate.signatureAlgorithm, /sha1/i);
    assert.deepEqual(found(inventory), ['weak-signature warning scheduler.conf']);
    const root = withAuthority(healthyInventory(), 'ca', (old) => ({
      ...old,
      members: read([{ ...testAuthorities.ca.certificate, signatureAlgorithm: certificate.signatureAlgorithm }]),
    }));
    assert.deepEqual(found(root), []);
  });
  for (const algorithm of ['RSA-2048', 'ECDSA-P256', 'ECDSA-P384'] as const) {
    test(`${algorithm} is strong`, () =>
      assert.deepEqual(found(onDisk('scheduler.conf', { commonName: 'x', algorithm })), []));
  }
});

test('a certificate that nobody knows is mentioned, even when it is weak or over', () => {
  const made = testAuthorities.ca.leaf({ commonName: 'jane', notBefore: NOW - 9 * DAY, notAfter: NOW - DAY });
  const path = '/etc/kubernetes/pki/jane.crt';
  const inventory = { ...healthyInventory(), leaves: [...healthyInventory().leaves, unknownLeaf(made, path)] };
  assert.deepEqual(found(inventory), [`unknown-certificate info ${path}`]);
});
