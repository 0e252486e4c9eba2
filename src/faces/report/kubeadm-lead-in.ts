import type { Inventory } from '../../core/inventory.ts';
import { isAtLeast } from '../../core/kubeadm/version.ts';

/**
 * The lines that kubeadm's text begins with, and the empty line after them (cmd/kubeadm/app/util/config/cluster.go,
 * FetchInitConfigurationFromCluster, and cmd/kubeadm/app/cmd/certs.go, getInternalCfg). With `--config` there are
 * none, and none without an admin.conf to ask the cluster with.
 */
export function leadIn({ layout, leaves }: Inventory): string {
  const { source, kubernetesVersion: version = '' } = layout.kubeadmConfig;
  const admin = leaves.find(({ name }) => name === 'admin.conf');
  if (source === 'file' || (source === 'files on disk' && admin?.certificate.kind !== 'read')) return '';
  const { lines } = leadIns.find(({ from }) => isAtLeast(version, from) !== false) ?? oldest;
  const fallback = 'Error reading configuration from the Cluster. Falling back to default configuration';
  const all = source === 'cluster' ? lines : [...lines, fallback];
  return `${all.map((line) => `[check-expiration] ${line}\n`).join('')}\n`;
}

const oldest = {
  from: '1.0',
  lines: [
    'Reading configuration from the cluster...',
    "FYI: You can look at this config file with 'kubectl -n kube-system get cm kubeadm-config -o yaml'",
  ],
};

const fromConfigMap = 'Reading configuration from the "kubeadm-config" ConfigMap in namespace "kube-system"...';

/** Newest first; a version that says nothing counts as new. */
const leadIns: readonly { readonly from: string; readonly lines: readonly string[] }[] = [
  {
    from: '1.34',
    lines: [fromConfigMap, "Use 'kubeadm init phase upload-config kubeadm --config your-config-file' to re-upload it."],
  },
  {
    from: '1.33',
    lines: [fromConfigMap, "Use 'kubeadm init phase upload-config --config your-config-file' to re-upload it."],
  },
  {
    from: '1.32',
    lines: [fromConfigMap, "Use 'kubeadm init phase upload-config --config your-config.yaml' to re-upload it."],
  },
  oldest,
];
