import { createPublicKey } from 'node:crypto';
import { DAY } from '../../core/instant.ts';
import { type LeafOptions, type MadeAuthority, type MadePair, madeAuthority, newPrivateKeyPem } from '../pki.ts';
import { PRIVATE, PUBLIC, type SandboxFile, type Shape } from './shape.ts';

/** The three authorities, the seven pairs and the credentials that go into kubeconfigs, as `kubeadm init` makes them. */
export interface Certificates {
  readonly authorities: {
    readonly ca: MadeAuthority;
    readonly etcd: MadeAuthority;
    readonly frontProxy: MadeAuthority;
  };
  readonly files: readonly SandboxFile[];
  readonly credential: (commonName: string, organizations: readonly string[]) => MadePair;
}

const FOLDER = '/etc/kubernetes/pki';
const AUTHORITY_LIFETIME = 3650 * DAY;

export function certificatesOf(shape: Shape): Certificates {
  const authorities = {
    ca: authorityOf('kubernetes', shape),
    etcd: authorityOf('etcd-ca', shape),
    frontProxy: authorityOf('front-proxy-ca', shape),
  };
  const { ca, etcd, frontProxy } = authorities;
  const etcdNames = { dnsNames: [shape.node, 'localhost'], ipAddresses: ['127.0.0.1', '::1'] };
  const leaves: readonly (readonly [string, MadeAuthority, LeafOptions])[] = [
    ['apiserver', ca, { commonName: 'kube-apiserver', ...apiServerNames(shape), extendedKeyUsages: ['serverAuth'] }],
    [
      'apiserver-kubelet-client',
      ca,
      { commonName: 'kube-apiserver-kubelet-client', organizations: ['kubeadm:cluster-admins'] },
    ],
    ['front-proxy-client', frontProxy, { commonName: 'front-proxy-client' }],
    ['etcd/server', etcd, { commonName: shape.node, ...etcdNames, extendedKeyUsages: ['serverAuth', 'clientAuth'] }],
    ['etcd/peer', etcd, { commonName: shape.node, ...etcdNames, extendedKeyUsages: ['serverAuth', 'clientAuth'] }],
    ['etcd/healthcheck-client', etcd, { commonName: 'kube-etcd-healthcheck-client' }],
    ['apiserver-etcd-client', etcd, { commonName: 'kube-apiserver-etcd-client' }],
  ];
  const files = [
    ...pairFiles('ca', ca),
    ...pairFiles('etcd/ca', etcd),
    ...pairFiles('front-proxy-ca', frontProxy),
    ...leaves.flatMap(([name, signer, options]) => pairFiles(name, signer.leaf({ ...options, ...leafTimes(shape) }))),
    ...serviceAccountFiles(shape),
  ];
  return {
    authorities,
    files,
    credential: (commonName, organizations) => ca.leaf({ commonName, organizations, ...leafTimes(shape) }),
  };
}

function authorityOf(commonName: string, shape: Shape): MadeAuthority {
  const { notBefore, algorithm } = leafTimes(shape);
  return madeAuthority({ commonName, algorithm, notBefore, notAfter: notBefore + AUTHORITY_LIFETIME });
}

/** kubeadm's names for the API server; 10.96.0.1 is the first address of the service range. */
function apiServerNames({ node }: Shape) {
  const service = [
    'kubernetes',
    'kubernetes.default',
    'kubernetes.default.svc',
    'kubernetes.default.svc.cluster.local',
  ];
  return { dnsNames: [...service, node], ipAddresses: ['10.96.0.1', '127.0.0.1'] };
}

function leafTimes({ leavesEnd, leafLifetime, algorithm }: Shape) {
  return { notBefore: leavesEnd - leafLifetime, notAfter: leavesEnd, algorithm };
}

function pairFiles(name: string, { certificatePem, privateKeyPem }: MadePair): readonly SandboxFile[] {
  return [
    { path: `${FOLDER}/${name}.crt`, content: certificatePem, mode: PUBLIC },
    { path: `${FOLDER}/${name}.key`, content: privateKeyPem, mode: PRIVATE },
  ];
}

function serviceAccountFiles({ algorithm }: Shape): readonly SandboxFile[] {
  const key = newPrivateKeyPem(algorithm);
  const publicKey = createPublicKey(key).export({ type: 'spki', format: 'pem' }).toString();
  return [
    { path: `${FOLDER}/sa.key`, content: key, mode: PRIVATE },
    { path: `${FOLDER}/sa.pub`, content: publicKey, mode: PRIVATE },
  ];
}
