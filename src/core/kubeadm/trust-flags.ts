import type { ManifestFacts } from '../inventory.ts';
import type { AuthorityName, Component, Path } from '../names.ts';
import { flagPath } from './manifest.ts';

/** A flag that names the file a component verifies others with. */
export interface TrustFlag {
  readonly component: Component;
  readonly flag: string;
  /** Whose certificates it has to verify. */
  readonly authority: AuthorityName;
  /** Whether the process reads the file only when it starts; from `rereadSince` on it reads it again. */
  readonly readOnce: boolean;
  readonly rereadSince?: string;
  /** A leaf that may come from another authority on purpose: a file that verifies it is as good. */
  readonly orLeaf?: 'kubelet-server';
}

/** etcd reloads no trust file in any release; kube-apiserver not that of etcd, and that of kubelets since 1.36 (kubernetes#132922). */
export const trustFlags: readonly TrustFlag[] = Object.freeze([
  { component: 'etcd', flag: 'trusted-ca-file', authority: 'etcd-ca', readOnce: true },
  { component: 'etcd', flag: 'peer-trusted-ca-file', authority: 'etcd-ca', readOnce: true },
  { component: 'kube-apiserver', flag: 'etcd-cafile', authority: 'etcd-ca', readOnce: true },
  { component: 'kube-apiserver', flag: 'client-ca-file', authority: 'ca', readOnce: false },
  { component: 'kube-apiserver', flag: 'requestheader-client-ca-file', authority: 'front-proxy-ca', readOnce: false },
  {
    component: 'kube-apiserver',
    flag: 'kubelet-certificate-authority',
    authority: 'ca',
    readOnce: true,
    rereadSince: '1.36',
    orLeaf: 'kubelet-server',
  },
  { component: 'kube-controller-manager', flag: 'root-ca-file', authority: 'ca', readOnce: true },
  { component: 'kube-controller-manager', flag: 'client-ca-file', authority: 'ca', readOnce: false },
  {
    component: 'kube-controller-manager',
    flag: 'requestheader-client-ca-file',
    authority: 'front-proxy-ca',
    readOnce: false,
  },
  { component: 'kube-scheduler', flag: 'client-ca-file', authority: 'ca', readOnce: false },
  { component: 'kube-scheduler', flag: 'requestheader-client-ca-file', authority: 'front-proxy-ca', readOnce: false },
]);

/** Every file that those flags name for one of these authorities, each once. A relative path is one in the container's folder. */
export function trustPaths(
  manifests: readonly ManifestFacts[],
  authorities: readonly AuthorityName[],
): readonly Path[] {
  const paths = trustFlags
    .filter(({ authority }) => authorities.includes(authority))
    .flatMap(({ component, flag }) => flagPath(manifests, component, flag) ?? []);
  return [...new Set(paths)].filter((path) => path.startsWith('/'));
}
