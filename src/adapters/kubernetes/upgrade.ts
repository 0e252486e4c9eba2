import { listed } from '../../core/check/words.ts';
import type { NodeName } from '../../core/names.ts';
import type { ApiClient } from './api-client.ts';
import { listOf, textOf } from './json-fields.ts';
import { version } from './version.ts';

/**
 * `kubeadm upgrade` changes one control-plane node after the other: while it is under way, API servers of several versions
 * are declared, or the one that answers is not of the version that its static pod declares. The Pod of a node that is away is as old
 * as its last sign of life: it says nothing.
 */
export async function upgradeUnderWay(client: ApiClient, away: readonly NodeName[]): Promise<string | undefined> {
  const selector = encodeURIComponent('component=kube-apiserver');
  const [answering, pods] = await Promise.all([
    version(client),
    client.read(`/api/v1/namespaces/kube-system/pods?labelSelector=${selector}`),
  ]);
  const declared = listOf(pods, 'items')
    .map((pod) => ({ node: textOf(pod, 'spec', 'nodeName'), version: versionOf(pod) }))
    .filter(({ node, version: number }) => number !== '' && !away.includes(node));
  const versions = Map.groupBy(declared, ({ version: number }) => number);
  const answers = numberOf(answering.version);
  if (new Set([...versions.keys(), answers]).size < 2) return undefined;
  const words = [...versions].map(([number, pod]) => `${number} on ${listed(pod.map(({ node }) => node).toSorted())}`);
  const seen = versions.has(answers) ? words : [...words, `${answers} answers here`];
  return `API servers of different versions are seen (${seen.toSorted().join('; ')}): an upgrade may be under way`;
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
