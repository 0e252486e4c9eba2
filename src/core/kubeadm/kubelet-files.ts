import type { Instant } from '../instant.ts';
import type { Path } from '../names.ts';

export const KUBELET_CONFIG: Path = '/var/lib/kubelet/config.yaml';

/** Where a kubelet keeps its certificates (`--cert-dir`; kubeadm leaves the default). */
export const KUBELET_PKI_FOLDER: Path = '/var/lib/kubelet/pki';

/** The link that the kubelet reads, and turns to the next file when it has a new certificate (client-go util/certificate/certificate_store.go). */
export const KUBELET_CLIENT_LINK: Path = `${KUBELET_PKI_FOLDER}/kubelet-client-current.pem`;

/** What the link points at: certificate and key in one file, named by the time as its FileStore does. */
export function kubeletClientFile(at: Instant): Path {
  return `${KUBELET_PKI_FOLDER}/kubelet-client-${new Date(at).toISOString().slice(0, 19).replace(/[T:]/g, '-')}.pem`;
}
