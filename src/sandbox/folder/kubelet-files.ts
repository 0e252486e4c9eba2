import { DAY } from '../../core/instant.ts';
import { runtimeSocketPath } from '../node-paths.ts';
import { madeAuthority } from '../pki.ts';
import type { Certificates } from './certificates.ts';
import { apiServerUrl, PRIVATE, PUBLIC, type SandboxFile, type Shape } from './shape.ts';

const FOLDER = '/var/lib/kubelet/pki';

/** The link kubelet-client-current.pem, and the dated file that it names: certificate and key in one. */
export const kubeletClientLink = `${FOLDER}/kubelet-client-current.pem`;
export const kubeletClientFile = (shape: Shape): string => {
  const issued = new Date(clientTimes(shape).notBefore).toISOString();
  return `${FOLDER}/kubelet-client-${issued.slice(0, 19).replace(/[T:]/g, '-')}.pem`;
};

/** The kubelet's configuration, its rotating client certificate and its self-signed serving pair, which nothing renews. */
export function kubeletFiles(shape: Shape, { authorities: { ca } }: Certificates): readonly SandboxFile[] {
  const client = ca.leaf({
    commonName: `system:node:${shape.node}`,
    organizations: ['system:nodes'],
    ...clientTimes(shape),
  });
  const selfAuthority = madeAuthority({ commonName: `${shape.node}-ca@1`, notBefore: clientTimes(shape).notBefore });
  const serving = selfAuthority.leaf({
    commonName: `${shape.node}@1`,
    dnsNames: [shape.node],
    extendedKeyUsages: ['serverAuth'],
    ...clientTimes(shape),
  });
  return [
    { path: kubeletClientFile(shape), content: client.certificatePem + client.privateKeyPem, mode: PRIVATE },
    { path: `${FOLDER}/kubelet.crt`, content: serving.certificatePem + selfAuthority.certificatePem, mode: PUBLIC },
    { path: `${FOLDER}/kubelet.key`, content: serving.privateKeyPem, mode: PRIVATE },
    { path: '/var/lib/kubelet/config.yaml', content: kubeletConfiguration(shape), mode: PUBLIC },
    { path: '/etc/kubernetes/kubelet.conf', content: kubeletConf(shape, ca.certificatePem), mode: PRIVATE },
  ];
}

/** Rotated by the kubelet itself some weeks ago: not what runs out. */
const clientTimes = ({ now }: Shape) => ({ notBefore: now - 60 * DAY, notAfter: now + 305 * DAY });

function kubeletConfiguration({ ports }: Shape): string {
  return `apiVersion: kubelet.config.k8s.io/v1beta1
authentication:
  anonymous:
    enabled: false
  webhook:
    cacheTTL: 0s
    enabled: true
  x509:
    clientCAFile: /etc/kubernetes/pki/ca.crt
authorization:
  mode: Webhook
cgroupDriver: systemd
clusterDNS:
- 10.96.0.10
clusterDomain: cluster.local
containerRuntimeEndpoint: unix://${runtimeSocketPath}
healthzBindAddress: 127.0.0.1
healthzPort: ${ports.kubeletHealth}
kind: KubeletConfiguration
port: ${ports.kubelet}
rotateCertificates: true
staticPodPath: /etc/kubernetes/manifests
`;
}

function kubeletConf(shape: Shape, authority: string): string {
  const user = `system:node:${shape.node}`;
  return `apiVersion: v1
clusters:
- cluster:
    certificate-authority-data: ${Buffer.from(authority).toString('base64')}
    server: ${apiServerUrl(shape)}
  name: kubernetes
contexts:
- context:
    cluster: kubernetes
    user: ${user}
  name: ${user}@kubernetes
current-context: ${user}@kubernetes
kind: Config
preferences: {}
users:
- name: ${user}
  user:
    client-certificate: ${kubeletClientLink}
    client-key: ${kubeletClientLink}
`;
}
