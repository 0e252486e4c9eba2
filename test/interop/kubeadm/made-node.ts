import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { kubeadmAuthorities } from '../../../src/core/kubeadm/certificates.ts';
import { kubeconfigOf } from '../../../src/core/kubeadm/kubeconfig.ts';
import { testAuthority } from '../../pki.ts';
import { CONFIG, emptyNode, type KubeadmNode } from './kubeadm-node.ts';
import type { KubeadmLayout } from './layouts.ts';

/** What `kubeadm init` leaves on a node, made by its phases: certificates, kubeconfigs and manifests. */
export async function madeNode(version: string, layout: KubeadmLayout): Promise<KubeadmNode> {
  const node = emptyNode(version, layout.config);
  const phase = (...words: readonly string[]) => node.kubeadm('init', 'phase', ...words, '--config', CONFIG);
  if (layout.isEtcdExternal) writeEtcdClient(node, layout);
  await phase('certs', 'all');
  await phase('kubeconfig', 'all');
  writeKubeletClient(node);
  await phase('kubelet-finalize', 'all');
  for (const name of layout.keysElsewhere) rmSync(join(node.root, `${authorityFile(name, layout)}.key`));
  await phase('control-plane', 'all');
  if (!layout.isEtcdExternal) await phase('etcd', 'local');
  return node;
}

/** What whoever runs the external etcd hands over: their authority's certificate, and a client of it. */
function writeEtcdClient({ root }: KubeadmNode, { certificatesFolder }: KubeadmLayout): void {
  const authority = testAuthority({ commonName: 'etcd-ca' });
  const client = authority.leaf({ commonName: 'kube-apiserver-etcd-client' });
  write(join(root, certificatesFolder, 'etcd/ca.crt'), authority.certificatePem);
  write(join(root, certificatesFolder, 'apiserver-etcd-client.crt'), client.certificatePem);
  write(join(root, certificatesFolder, 'apiserver-etcd-client.key'), client.privateKeyPem);
}

/** What the kubelet makes of the certificate in its kubeconfig before `kubelet-finalize` takes it out of there. */
function writeKubeletClient({ root }: KubeadmNode): void {
  const { certificatePem = '', privateKeyPem } = kubeconfigOf(
    readFileSync(join(root, '/etc/kubernetes/kubelet.conf'), 'utf8'),
    'kubelet.conf',
  );
  write(join(root, '/var/lib/kubelet/pki/kubelet-client-current.pem'), certificatePem + (privateKeyPem?.() ?? ''));
}

function authorityFile(name: string, { certificatesFolder }: KubeadmLayout): string {
  const authority = kubeadmAuthorities.find((one) => one.name === name);
  return `${certificatesFolder}/${authority?.baseName ?? ''}`;
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text, { mode: 0o600 });
}
