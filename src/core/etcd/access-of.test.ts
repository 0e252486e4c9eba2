import assert from 'node:assert/strict';
import { test } from 'node:test';
import { healthyInventory, withCertificate, withLeaf, withServed } from '../../../test/inventory.ts';
import type { Inventory, ManifestFacts } from '../inventory.ts';
import { etcdAccessOf } from './access-of.ts';

const healthy = healthyInventory();
const { takenAt, layout } = healthy;
const pki = '/etc/kubernetes/pki';
const ended = (name: string, inventory: Inventory = healthy): Inventory =>
  withCertificate(inventory, name, { notAfter: takenAt });

const asked = {
  host: '127.0.0.1',
  port: 2379,
  authorityPath: `${pki}/etcd/ca.crt`,
  client: { certificatePath: `${pki}/apiserver-etcd-client.crt`, keyPath: `${pki}/apiserver-etcd-client.key` },
};
const otherClient = {
  ...asked,
  client: { certificatePath: `${pki}/etcd/healthcheck-client.crt`, keyPath: `${pki}/etcd/healthcheck-client.key` },
};

function withEtcdFlags(flags: Readonly<Record<string, string>>): Inventory {
  const changed = (one: ManifestFacts): ManifestFacts => ({ ...one, flags: { ...one.flags, ...flags } });
  const manifests = layout.manifests.map((one) => (one.component === 'etcd' ? changed(one) : one));
  return { ...healthy, layout: { ...layout, manifests } };
}

const onDiskOnly = (name: string): Inventory => {
  const both = ended(name);
  return { ...both, served: healthy.served };
};

const servedOnly = (): Inventory =>
  withServed(healthy, ({ leaf }) => leaf === 'etcd-peer', ended('etcd-peer').served.find(isPeer)?.presented ?? missing);
const isPeer = ({ leaf }: { readonly leaf?: string }): boolean => leaf === 'etcd-peer';
const missing = { kind: 'missing' } as const;

const rows: readonly (readonly [name: string, inventory: Inventory, access: typeof asked | undefined])[] = [
  ["is asked with the API server's certificate", healthy, asked],
  [
    'is asked where its manifest makes it listen',
    withEtcdFlags({ 'listen-client-urls': 'https://10.0.0.1:12379,https://127.0.0.1:12379' }),
    { ...asked, host: '10.0.0.1', port: 12379 },
  ],
  ["is asked with the health check's when the API server's has run out", ended('apiserver-etcd-client'), otherClient],
  [
    "is asked with the health check's when the API server's is missing",
    withLeaf(healthy, 'apiserver-etcd-client', (leaf) => ({ ...leaf, certificate: missing })),
    otherClient,
  ],
  [
    'is asked a moment before its own runs out',
    withCertificate(healthy, 'etcd-server', { notAfter: takenAt + 1 }),
    asked,
  ],
  [
    'is asked although its own cannot be read',
    withLeaf(healthy, 'etcd-server', (leaf) => ({
      ...leaf,
      certificate: { kind: 'unreadable', reason: 'parse', detail: '' },
    })),
    asked,
  ],
  [
    'is not asked when no client has a certificate',
    ended('etcd-healthcheck-client', ended('apiserver-etcd-client')),
    undefined,
  ],
  ['is not asked when its server certificate has run out', onDiskOnly('etcd-server'), undefined],
  ['is not asked when its peer certificate has run out', onDiskOnly('etcd-peer'), undefined],
  ['is not asked when what it serves has run out', servedOnly(), undefined],
  ['is not asked when it is external', { ...healthy, layout: { ...layout, etcd: 'external' } }, undefined],
  ['is not asked when it is not known', { ...healthy, layout: { ...layout, etcd: 'unknown' } }, undefined],
  ['is not asked offline', { ...healthy, reach: 'offline' }, undefined],
  ['is not asked in a folder that stands for /', { ...healthy, reach: 'files' }, undefined],
];

for (const [name, inventory, access] of rows) {
  test(`etcd ${name}`, () => assert.deepEqual(etcdAccessOf(inventory), access));
}
