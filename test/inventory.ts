import { DAY, HOUR, type Instant, MINUTE } from '../src/core/instant.ts';
import { lookOf } from '../src/core/history/look-of.ts';
import type { Authority, Container, FileFacts, Inventory, Leaf, ManifestFacts, Served } from '../src/core/inventory.ts';
import { kubeadmCertificates } from '../src/core/kubeadm/certificates.ts';
import { KUBELET_CLIENT_LINK } from '../src/core/kubeadm/kubelet-files.ts';
import { authorityPaths, kubeconfigPath, layoutOf, pairPaths } from '../src/core/kubeadm/layout.ts';
import type { AuthorityName, Component } from '../src/core/names.ts';
import type { Certificate, KeyFacts } from '../src/core/x509/certificate.ts';
import { type MadePair, type TestAuthority, testAuthority } from './pki.ts';

export * from './inventory-changes.ts';

/** The moment at which the inventories of `healthyInventory` are taken. */
export const NOW: Instant = Date.UTC(2026, 10, 23, 12, 0, 0);

const born = NOW - 100 * DAY;
const issued = born + 5 * MINUTE;
/** When every leaf of `healthyInventory` ends: 265 days after `NOW`. */
export const LEAF_END: Instant = issued + 365 * DAY;

export const testAuthorities: Readonly<Record<AuthorityName, TestAuthority>> = {
  ca: testAuthority({ commonName: 'kubernetes', notBefore: born }),
  'etcd-ca': testAuthority({ commonName: 'etcd-ca', notBefore: born }),
  'front-proxy-ca': testAuthority({ commonName: 'front-proxy-ca', notBefore: born }),
};

/** One control plane, `cp-1` at 10.0.0.1, of real certificates with which nothing at all is wrong. */
export function healthyInventory(): Inventory {
  return healthy;
}

const names = [
  'cp-1',
  'kubernetes',
  'kubernetes.default',
  'kubernetes.default.svc',
  'kubernetes.default.svc.cluster.local',
];
const etcdNames = { dnsNames: ['cp-1', 'localhost'], ipAddresses: ['10.0.0.1', '127.0.0.1', '::1'] };
const both = ['serverAuth', 'clientAuth'];

const subjects: Readonly<Record<string, Parameters<TestAuthority['leaf']>[0]>> = {
  'admin.conf': { commonName: 'kubernetes-admin', organizations: ['kubeadm:cluster-admins'] },
  apiserver: {
    commonName: 'kube-apiserver',
    dnsNames: names,
    ipAddresses: ['10.96.0.1', '10.0.0.1'],
    extendedKeyUsages: ['serverAuth'],
  },
  'apiserver-etcd-client': { commonName: 'kube-apiserver-etcd-client' },
  'apiserver-kubelet-client': {
    commonName: 'kube-apiserver-kubelet-client',
    organizations: ['kubeadm:cluster-admins'],
  },
  'controller-manager.conf': { commonName: 'system:kube-controller-manager' },
  'etcd-healthcheck-client': { commonName: 'kube-etcd-healthcheck-client' },
  'etcd-peer': { commonName: 'cp-1', extendedKeyUsages: both, ...etcdNames },
  'etcd-server': { commonName: 'cp-1', extendedKeyUsages: both, ...etcdNames },
  'front-proxy-client': { commonName: 'front-proxy-client' },
  'scheduler.conf': { commonName: 'system:kube-scheduler' },
};

const manifest = (
  component: Component,
  imageVersion: string,
  flags: Readonly<Record<string, string>>,
): ManifestFacts => ({
  component,
  path: `/etc/kubernetes/manifests/${component}.yaml`,
  imageVersion,
  flags,
  gracePeriodSeconds: 30,
});

const manifests: readonly ManifestFacts[] = [
  manifest('etcd', '3.6.5-0', {
    'advertise-client-urls': 'https://10.0.0.1:2379',
    'initial-advertise-peer-urls': 'https://10.0.0.1:2380',
    'trusted-ca-file': '/etc/kubernetes/pki/etcd/ca.crt',
    'peer-trusted-ca-file': '/etc/kubernetes/pki/etcd/ca.crt',
  }),
  manifest('kube-apiserver', 'v1.36.3', {
    'advertise-address': '10.0.0.1',
    'service-cluster-ip-range': '10.96.0.0/12',
    'client-ca-file': '/etc/kubernetes/pki/ca.crt',
    'etcd-cafile': '/etc/kubernetes/pki/etcd/ca.crt',
    'requestheader-client-ca-file': '/etc/kubernetes/pki/front-proxy-ca.crt',
  }),
  manifest('kube-controller-manager', 'v1.36.3', {
    'client-ca-file': '/etc/kubernetes/pki/ca.crt',
    'root-ca-file': '/etc/kubernetes/pki/ca.crt',
  }),
  manifest('kube-scheduler', 'v1.36.3', {}),
];

const layout = layoutOf({
  manifests,
  kubeadmConfig: { source: 'cluster', kubernetesVersion: 'v1.36.3', externalEtcd: false },
});

const fileFacts = (path: string, mode = 0o600): FileFacts => ({
  path,
  digest: `sha256:${'0'.repeat(64)}`,
  mode,
  uid: 0,
  gid: 0,
  changedAt: issued,
});

const read = <T>(value: T) => ({ kind: 'read', value }) as const;
const keyAt = (facts: KeyFacts, path: string) => read({ facts, file: fileFacts(path) });

function authority(name: AuthorityName): Authority {
  const { certificatePath, keyPath } = authorityPaths(layout, name);
  const { certificate } = testAuthorities[name];
  return {
    name,
    certificatePath,
    keyPath,
    members: read([certificate]),
    file: fileFacts(certificatePath, 0o644),
    key: keyAt(certificate.key, keyPath),
    signer: 0,
  };
}

function kubeadmLeaf(row: (typeof kubeadmCertificates)[number]): Leaf {
  const holder =
    row.kind === 'pair'
      ? ({ kind: 'pair', ...pairPaths(layout, row) } as const)
      : ({ kind: 'kubeconfig', path: kubeconfigPath(layout, row) } as const);
  const options = subjects[row.name];
  const common = {
    name: row.name,
    kind: 'kubeadm',
    holder,
    authority: row.authority,
    chain: [],
    usedBy: row.component === undefined ? [] : [row.component],
  } as const;
  const missing = { certificate: { kind: 'missing' }, key: { kind: 'missing' } } as const;
  if (options === undefined) return { ...common, ...missing };
  const made = testAuthorities[row.authority].leaf({ ...options, notBefore: issued, notAfter: LEAF_END });
  return { ...common, ...heldBy(made, holder) };
}

function heldBy(
  { certificate }: MadePair,
  holder: Leaf['holder'],
): Pick<Leaf, 'certificate' | 'key' | 'file' | 'kubeconfig'> {
  const path = holder.kind === 'pair' ? holder.certificatePath : holder.path;
  const keyPath = holder.kind === 'pair' ? holder.keyPath : holder.path;
  const kubeconfig = {
    currentContext: 'kubernetes-admin@kubernetes',
    cluster: 'kubernetes',
    user: 'kubernetes-admin',
    server: 'https://10.0.0.1:6443',
    authorityFingerprints: [testAuthorities.ca.certificate.fingerprint],
    credential: 'embedded',
    contexts: 1,
  } as const;
  return {
    certificate: read(certificate),
    key: keyAt(certificate.key, keyPath),
    file: fileFacts(path, holder.kind === 'pair' ? 0o644 : 0o600),
    ...(holder.kind === 'kubeconfig' && { kubeconfig }),
  };
}

function kubeletClient(): Leaf {
  const holder = { kind: 'combined', path: KUBELET_CLIENT_LINK } as const;
  const made = testAuthorities.ca.leaf({
    commonName: 'system:node:cp-1',
    organizations: ['system:nodes'],
    notBefore: issued,
    notAfter: LEAF_END,
  });
  return {
    name: 'kubelet-client',
    kind: 'kubelet',
    holder,
    authority: 'ca',
    chain: [],
    usedBy: ['kubelet'],
    ...heldBy(made, holder),
  };
}

function kubeletServer(): Leaf {
  const folder = '/var/lib/kubelet/pki';
  const holder = { kind: 'pair', certificatePath: `${folder}/kubelet.crt`, keyPath: `${folder}/kubelet.key` } as const;
  const made = testAuthority({ commonName: 'cp-1-ca@1' }).leaf({
    commonName: 'cp-1@1',
    dnsNames: ['cp-1'],
    extendedKeyUsages: ['serverAuth'],
    notBefore: issued,
    notAfter: LEAF_END,
  });
  return { name: 'kubelet-server', kind: 'kubelet', holder, chain: [], usedBy: ['kubelet'], ...heldBy(made, holder) };
}

/** A copy of a kubeconfig in somebody's home, holding this certificate. */
export function copyOf(made: MadePair, path = '/root/.kube/config'): Leaf {
  const holder = { kind: 'kubeconfig', path } as const;
  return { name: path, kind: 'copy', holder, authority: 'ca', chain: [], usedBy: [], ...heldBy(made, holder) };
}

/** A certificate that lies in a PKI folder and is in nobody's table. */
export function unknownLeaf(made: MadePair, path: string): Leaf {
  const holder = { kind: 'pair', certificatePath: path, keyPath: path.replace(/\.crt$/, '.key') } as const;
  return { name: path, kind: 'unknown', holder, chain: [], usedBy: [], ...heldBy(made, holder) };
}

const container = (component: Component, imageVersion: string): Container => ({
  component,
  id: component.padEnd(64, '0'),
  imageVersion,
  startedAt: issued + HOUR,
  seenBy: 'runtime',
});

function served(component: Component, port: number, leaf: Leaf | undefined, host = '10.0.0.1'): Served {
  const endpoint = { component, host, port };
  return leaf === undefined
    ? { endpoint, presented: read(ownCertificate) }
    : { endpoint, leaf: leaf.name, presented: leaf.certificate };
}

/** Made in memory by a component that started when all others did. */
export const ownCertificate: Certificate = testAuthority({ commonName: 'localhost-ca@1' }).leaf({
  commonName: 'localhost@1',
  dnsNames: ['localhost'],
  extendedKeyUsages: ['serverAuth'],
  notBefore: issued,
  notAfter: LEAF_END,
}).certificate;

const healthy: Inventory = made();

function made(): Inventory {
  const leaves = [...kubeadmCertificates.map(kubeadmLeaf), kubeletClient(), kubeletServer()];
  const named = (name: string): Leaf | undefined => leaves.find((leaf) => leaf.name === name);
  const loopback = served('kube-apiserver', 6443, undefined);
  const serviceAccount = testAuthorities.ca.leaf({ commonName: 'sa' }).certificate.key;
  const seen = { takenAt: NOW, layout, leaves, upgrades: { backups: [] } };
  return {
    ...seen,
    node: 'cp-1',
    reach: 'full',
    authorities: [authority('ca'), authority('etcd-ca'), authority('front-proxy-ca')],
    trustFiles: [],
    kubelet: {
      runsAsUnit: true,
      config: read({ rotateCertificates: true, serverTLSBootstrap: false, health: { host: '127.0.0.1', port: 10248 } }),
      kubeconfig: read({
        currentContext: 'system:node:cp-1@kubernetes',
        cluster: 'kubernetes',
        user: 'system:node:cp-1',
        server: 'https://10.0.0.1:6443',
        authorityFingerprints: [testAuthorities.ca.certificate.fingerprint],
        credential: 'referenced',
        certificatePath: KUBELET_CLIENT_LINK,
        contexts: 1,
      }),
      kubeconfigFile: fileFacts('/etc/kubernetes/kubelet.conf', 0o600),
      clientLink: '/var/lib/kubelet/pki/kubelet-client-2026-10-01-00-00-00.pem',
    },
    serviceAccountKey: {
      publicKeyPath: '/etc/kubernetes/pki/sa.pub',
      privateKeyPath: '/etc/kubernetes/pki/sa.key',
      publicKey: read(serviceAccount),
      privateKey: keyAt(serviceAccount, '/etc/kubernetes/pki/sa.key'),
    },
    served: [
      served('kube-apiserver', 6443, named('apiserver')),
      { ...loopback, endpoint: { ...loopback.endpoint, serverName: 'apiserver-loopback-client' } },
      served('etcd', 2379, named('etcd-server')),
      served('etcd', 2380, named('etcd-peer')),
      served('kubelet', 10250, named('kubelet-server')),
      served('kube-controller-manager', 10257, undefined, '127.0.0.1'),
      served('kube-scheduler', 10259, undefined, '127.0.0.1'),
    ],
    containers: manifests.map(({ component, imageVersion }) => container(component, imageVersion)),
    clock: { apiServerOffsetMilliseconds: 0 },
    strayManifests: [],
    controlPlanes: read([{ name: 'cp-1', isReady: true }]),
    firewall: 'iptables',
    openRuns: [],
    servingRequests: [],
    history: { earlier: { kind: 'missing' }, look: lookOf(seen, new Map()) },
    unreadable: [],
  };
}
