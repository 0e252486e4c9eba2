import type { ApiClient } from './api-client.ts';
import { listOf, textOf } from './json-fields.ts';
import { version } from './version.ts';

/**
 * `kubeadm upgrade` changes one control-plane node after the other: while it is under way, API servers of several versions
 * are declared, or the one that answers is not of the version that its static pod declares.
 */
export async function upgradeUnderWay(client: ApiClient): Promise<string | undefined> {
  const selector = encodeURIComponent('component=kube-apiserver');
  const [answering, pods] = await Promise.all([
    version(client),
    client.read(`/api/v1/namespaces/kube-system/pods?labelSelector=${selector}`),
  ]);
  const declared = listOf(pods, 'items').map(versionOf).filter(Boolean);
  const versions = [...new Set([...declared, numberOf(answering.version)])].toSorted();
  if (versions.length < 2) return undefined;
  return `API servers of different versions are seen (${versions.join(', ')}): an upgrade may be under way`;
}

function versionOf(pod: unknown): string {
  const containers = listOf(pod, 'spec', 'containers');
  const image = containers.find((container) => textOf(container, 'name') === 'kube-apiserver');
  const [reference = ''] = textOf(image, 'image').split('@');
  return numberOf(/:([\w][\w.-]*)$/.exec(reference)?.[1] ?? '');
}

/** `v1.36.3` of `v1.36.3-vendor.1`: vendors name builds in the tag and in the version differently. */
function numberOf(version: string): string {
  return /^v\d+\.\d+\.\d+/.exec(version)?.[0] ?? '';
}
