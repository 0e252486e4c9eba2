import type { Layout, ServiceAccountKey } from '../../core/inventory.ts';
import { flagPath } from '../../core/kubeadm/manifest.ts';
import { publicKeyFactsOf } from '../../core/x509/private-key.ts';
import type { Files } from '../../ports/node.ts';
import { privateKeyFile } from './credential-files.ts';
import { understood } from './reading.ts';

/** The key pair of service-account tokens. It is no certificate and never runs out; losing it ends every token. */
export async function readServiceAccountKey(files: Files, layout: Layout): Promise<ServiceAccountKey> {
  const { manifests, certificatesFolder } = layout;
  const publicKeyPath =
    flagPath(manifests, 'kube-apiserver', 'service-account-key-file') ?? `${certificatesFolder}/sa.pub`;
  const privateKeyPath =
    flagPath(manifests, 'kube-apiserver', 'service-account-signing-key-file') ??
    flagPath(manifests, 'kube-controller-manager', 'service-account-private-key-file') ??
    `${certificatesFolder}/sa.key`;
  const [publicContent, privateKey] = await Promise.all([
    files.read(publicKeyPath),
    privateKeyFile(files, privateKeyPath),
  ]);
  const publicKey = understood(publicContent, ({ bytes }) => publicKeyFactsOf(bytes, publicKeyPath));
  return { publicKeyPath, privateKeyPath, publicKey, privateKey };
}
