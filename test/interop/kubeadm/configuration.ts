import type { KeyAlgorithm } from '../../../src/core/x509/certificate.ts';
import { hasV1beta4 } from './kubeadm-binary.ts';

/** kubeadm's configuration of the node cp-1 at 10.0.0.1, with more lines in its ClusterConfiguration. */
export function configuration(version: string, more: readonly string[] = []): string {
  const api = apiVersion(version);
  return [
    api,
    'kind: InitConfiguration',
    'nodeRegistration: { name: cp-1, criSocket: "unix:///run/containerd/containerd.sock" }',
    'localAPIEndpoint: { advertiseAddress: 10.0.0.1 }',
    '---',
    api,
    'kind: ClusterConfiguration',
    `kubernetesVersion: v${version}`,
    // Nothing listens there, so kubeadm is refused at once.
    'controlPlaneEndpoint: 127.0.0.1:1',
    ...more,
    '',
  ].join('\n');
}

export function apiVersion(version: string): string {
  return `apiVersion: kubeadm.k8s.io/${hasV1beta4(version) ? 'v1beta4' : 'v1beta3'}`;
}

/** The lines that ask this kubeadm for keys of a kind. */
export function keysOf(version: string, algorithm: KeyAlgorithm): readonly string[] {
  if (hasV1beta4(version)) return [`encryptionAlgorithm: ${algorithm}`];
  return algorithm === 'ECDSA-P256' ? ['featureGates: { PublicKeysECDSA: true }'] : [];
}
