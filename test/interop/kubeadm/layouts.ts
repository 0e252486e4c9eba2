import { certificateNames, kubeadmCertificate } from '../../../src/core/kubeadm/certificates.ts';
import type { AuthorityName, Path } from '../../../src/core/names.ts';
import type { KeyAlgorithm } from '../../../src/core/x509/certificate.ts';
import { keysOf } from './configuration.ts';
import { algorithmsOf } from './kubeadm-binary.ts';

/** A shape that kubeadm can give a control plane, and what is asked for to get it. */
export interface KubeadmLayout {
  readonly name: string;
  readonly algorithm: KeyAlgorithm;
  readonly certificatesFolder: Path;
  /** Lines of ClusterConfiguration. */
  readonly config: readonly string[];
  readonly isEtcdExternal: boolean;
  /** Whose keys are taken away when everything is made, as with an external CA. */
  readonly keysElsewhere: readonly AuthorityName[];
  /** Names that kubeadm's certificates must hold because the configuration says so, by certificate. */
  readonly names: Readonly<Record<string, readonly string[]>>;
  /** Whether perennial is told the configuration; else it has the files only, and keeps each key's own kind. */
  readonly isTold: boolean;
}

/** All shapes for one version: every kind of key it knows, and every other one with keys that are quickly made. */
export function layoutsOf(version: string): readonly KubeadmLayout[] {
  const plain = (algorithm: KeyAlgorithm): KubeadmLayout => ({
    name: `with ${algorithm} keys`,
    algorithm,
    certificatesFolder: '/etc/kubernetes/pki',
    config: keysOf(version, algorithm),
    isEtcdExternal: false,
    keysElsewhere: [],
    names: {},
    isTold: true,
  });
  const quick = plain('ECDSA-P256');
  const special = others.map((one) => ({ ...quick, ...one, config: [...quick.config, ...(one.config ?? [])] }));
  return [...algorithmsOf(version).map(plain), ...special];
}

/** kubeadm's certificates in this shape, by its names and in its order; without etcd's where etcd is someone else's. */
export function certificatesIn(layout: KubeadmLayout): readonly string[] {
  return certificateNames.filter((name) => !(layout.isEtcdExternal && authorityOf(name) === 'etcd-ca'));
}

/** Those whose authority's key is at hand. */
export function renewableIn(layout: KubeadmLayout): readonly string[] {
  return certificatesIn(layout).filter((name) => !layout.keysElsewhere.includes(authorityOf(name)));
}

const ssl = { certificatesFolder: '/etc/kubernetes/ssl', config: ['certificatesDir: /etc/kubernetes/ssl'] };

const moreNames = {
  config: [
    'apiServer: { certSANs: [api.example.org, "*.example.net", 203.0.113.9, "2001:db8::9"] }',
    'etcd: { local: { serverCertSANs: [etcd.example.org, 203.0.113.10], peerCertSANs: ["2001:db8::11"] } }',
  ],
  names: {
    apiserver: ['api.example.org', '*.example.net', '203.0.113.9', '2001:db8::9'],
    'etcd-server': ['etcd.example.org', '203.0.113.10'],
    'etcd-peer': ['2001:db8::11'],
  },
};

const others: readonly (Partial<KubeadmLayout> & Pick<KubeadmLayout, 'name'>)[] = [
  { name: 'with another certificatesDir', ...ssl },
  { name: 'with more names', ...moreNames },
  {
    name: 'with another certificatesDir and more names, and nobody to say so',
    ...ssl,
    ...moreNames,
    config: [...ssl.config, ...moreNames.config],
    isTold: false,
  },
  {
    name: 'with an external etcd',
    isEtcdExternal: true,
    // As kubeadm's guide has it: the client's certificate lies where a local etcd's would.
    config: [
      'etcd:',
      '  external:',
      '    endpoints: [https://10.0.0.9:2379]',
      '    caFile: /etc/kubernetes/pki/etcd/ca.crt',
      '    certFile: /etc/kubernetes/pki/apiserver-etcd-client.crt',
      '    keyFile: /etc/kubernetes/pki/apiserver-etcd-client.key',
    ],
  },
  { name: 'with an external CA', keysElsewhere: ['ca'] },
  {
    name: 'with external CAs only, in another certificatesDir',
    ...ssl,
    keysElsewhere: ['ca', 'etcd-ca', 'front-proxy-ca'],
  },
];

function authorityOf(name: string): AuthorityName {
  const authority = kubeadmCertificate(name)?.authority;
  if (authority === undefined) throw new Error(`kubeadm has no certificate ${name}`);
  return authority;
}
