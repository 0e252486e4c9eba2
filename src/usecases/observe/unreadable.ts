import type { Authority, KubeletReading, Leaf, Reading, ServiceAccountKey, Unreadable } from '../../core/inventory.ts';
import type { Path } from '../../core/names.ts';
import { KUBELET_CONFIG } from '../../core/kubeadm/kubelet-files.ts';
import { KUBELET_KUBECONFIG } from './kubelet.ts';

/** Every reading that failed, as a list: the same facts that stand in place. What is missing or absent by design is not among them. */
export function failedReadings(read: {
  readonly authorities: readonly Authority[];
  readonly leaves: readonly Leaf[];
  readonly kubelet: KubeletReading;
  readonly serviceAccountKey: ServiceAccountKey;
}): readonly Unreadable[] {
  const { kubelet, serviceAccountKey: account } = read;
  return [
    ...read.authorities.flatMap(({ name, certificatePath, keyPath, members, key }) => [
      ...failure(name, certificatePath, members),
      ...failure(`key of ${name}`, keyPath, key),
    ]),
    ...read.leaves.flatMap(leafFailures),
    ...failure('configuration of the kubelet', KUBELET_CONFIG, kubelet.config),
    ...failure('kubelet.conf', KUBELET_KUBECONFIG, kubelet.kubeconfig),
    ...failure('sa.pub', account.publicKeyPath, account.publicKey),
    ...failure('sa.key', account.privateKeyPath, account.privateKey),
  ];
}

/** Where certificate and key are in one file, one failure is enough. */
function leafFailures({ name, holder, certificate, key }: Leaf): readonly Unreadable[] {
  if (holder.kind === 'pair') {
    return [...failure(name, holder.certificatePath, certificate), ...failure(`key of ${name}`, holder.keyPath, key)];
  }
  const own = failure(name, holder.path, certificate);
  return own.length > 0 ? own : failure(`key of ${name}`, holder.path, key);
}

function failure(what: string, path: Path, reading: Reading<unknown>): readonly Unreadable[] {
  if (reading.kind !== 'unreadable') return [];
  return [{ what, path, reason: reading.reason, detail: reading.detail }];
}
