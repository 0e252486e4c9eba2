import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { kubeadmConfigPath, runtimeSocketPath } from '../node-paths.ts';
import { kubernetesVersion } from '../versions.ts';
import { certificatesOf } from './certificates.ts';
import { kubeconfigFiles } from './kubeconfigs.ts';
import { kubeletClientFile, kubeletClientLink, kubeletFiles } from './kubelet-files.ts';
import { manifestFiles } from './manifests.ts';
import { PRIVATE, PUBLIC, type SandboxFile, type Shape } from './shape.ts';

/** Writes everything a control-plane node of kubeadm has on disk below `root`, replacing what is there. */
export async function writeControlPlane(root: string, shape: Shape): Promise<void> {
  const certificates = certificatesOf(shape);
  const files = [
    ...certificates.files,
    ...kubeconfigFiles(shape, certificates),
    ...kubeletFiles(shape, certificates),
    { path: '/etc/hostname', content: `${shape.node}\n`, mode: PUBLIC },
    { path: '/etc/passwd', content: passwd(), mode: PUBLIC },
    { path: kubeadmConfigPath, content: clusterConfiguration(shape), mode: PRIVATE },
    ...manifestFiles(shape),
  ];
  await mkdir(join(root, dirname(runtimeSocketPath)), { recursive: true });
  for (const file of files) await write(root, file);
  await symlink(kubeletClientFile(shape), join(root, kubeletClientLink)).catch(ignoreExisting);
}

async function write(root: string, { path, content, mode }: SandboxFile): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true, mode: 0o755 });
  await writeFile(join(root, path), content, { mode });
}

function ignoreExisting(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error;
}

/** Two people: root, who has a copy of admin.conf, and one who may be given one; hers is whoever runs the sandbox. */
function passwd(): string {
  const [uid, gid] = [process.getuid?.() ?? 0, process.getgid?.() ?? 0];
  return `root:x:0:0:root:/root:/bin/sh\ndana:x:${uid}:${gid}:Dana:/home/dana:/bin/sh\n`;
}

/** What `kubeadm init` uploads to the ConfigMap kube-system/kubeadm-config. */
function clusterConfiguration({ algorithm }: Shape): string {
  return `apiServer: {}
apiVersion: kubeadm.k8s.io/v1beta4
caCertificateValidityPeriod: 87600h0m0s
certificateValidityPeriod: 8760h0m0s
certificatesDir: /etc/kubernetes/pki
clusterName: kubernetes
controllerManager: {}
dns: {}
encryptionAlgorithm: ${algorithm}
etcd:
  local:
    dataDir: /var/lib/etcd
imageRepository: registry.k8s.io
kind: ClusterConfiguration
kubernetesVersion: ${kubernetesVersion}
networking:
  dnsDomain: cluster.local
  serviceSubnet: 10.96.0.0/12
proxy: {}
scheduler: {}
`;
}
