import type { KubeadmConfig, Layout, ManifestFacts } from '../inventory.ts';
import type { AuthorityName, Path } from '../names.ts';
import { type KubeadmCertificate, kubeadmAuthorities, kubeadmCertificates } from './certificates.ts';
import type { ParsedKubeadmConfig } from './kubeadm-config.ts';
import { flagPath } from './manifest.ts';
import { isAtLeast } from './version.ts';

export const CONFIG_FOLDER: Path = '/etc/kubernetes';
export const MANIFESTS_FOLDER: Path = '/etc/kubernetes/manifests';
const CERTIFICATES_FOLDER: Path = '/etc/kubernetes/pki';

/** Where this control plane keeps its things: what the manifests' flags say, then kubeadm's configuration, then its defaults. */
export function layoutOf(found: {
  readonly manifests: readonly ManifestFacts[];
  readonly manifestsFolder?: Path;
  readonly kubeadmConfig?: ParsedKubeadmConfig;
}): Layout {
  const { manifests, kubeadmConfig } = found;
  return {
    configFolder: CONFIG_FOLDER,
    certificatesFolder: folderByFlags(manifests) ?? kubeadmConfig?.certificatesFolder ?? CERTIFICATES_FOLDER,
    manifestsFolder: found.manifestsFolder ?? MANIFESTS_FOLDER,
    manifests,
    kubeadmConfig: configOf(manifests, kubeadmConfig),
    etcd: etcdOf(manifests, kubeadmConfig),
  };
}

/** The rows that kubeadm's own list has on this control plane: without those of etcd when that is external (`GetCertsWithoutEtcd`). */
export function rowsOf(layout: Layout): readonly KubeadmCertificate[] {
  return kubeadmCertificates.filter(
    ({ authority, sinceMinor }) => isOurs(authority, layout) && isKnownTo(layout, sinceMinor),
  );
}

/** The authorities that go with `rowsOf`. */
export function authorityNamesOf(layout: Layout): readonly AuthorityName[] {
  return kubeadmAuthorities.map(({ name }) => name).filter((name) => isOurs(name, layout));
}

/** Certificate and key of a row of kind `pair`. */
export function pairPaths(
  layout: Layout,
  row: KubeadmCertificate,
): { readonly certificatePath: Path; readonly keyPath: Path } {
  const base = `${layout.certificatesFolder}/${row.baseName}`;
  const named = row.flags !== undefined && 'certificate' in row.flags ? row.flags : undefined;
  return {
    certificatePath: byFlag(layout, row, named?.certificate) ?? `${base}.crt`,
    keyPath: byFlag(layout, row, named?.key) ?? `${base}.key`,
  };
}

/** The file of a row of kind `kubeconfig`. */
export function kubeconfigPath(layout: Layout, row: KubeadmCertificate): Path {
  const flag = row.flags !== undefined && 'kubeconfig' in row.flags ? row.flags.kubeconfig : undefined;
  return byFlag(layout, row, flag) ?? `${layout.configFolder}/${row.baseName}`;
}

/** Certificates and key of an authority. No flag names the keys of etcd-ca and front-proxy-ca: they lie beside their certificates. */
export function authorityPaths(
  layout: Layout,
  name: AuthorityName,
): { readonly certificatePath: Path; readonly keyPath: Path } {
  const authority = kubeadmAuthorities.find((candidate) => candidate.name === name);
  const paths = (authority?.flags ?? []).map(({ component, flag }) => flagPath(layout.manifests, component, flag));
  const certificatePath =
    paths.find((path) => path !== undefined) ?? `${layout.certificatesFolder}/${authority?.baseName}.crt`;
  const keyFlag = authority?.keyFlag;
  const keyPath = keyFlag === undefined ? undefined : flagPath(layout.manifests, keyFlag.component, keyFlag.flag);
  return { certificatePath, keyPath: keyPath ?? certificatePath.replace(/(\.(crt|pem|cert))?$/, '.key') };
}

function byFlag(layout: Layout, { component }: KubeadmCertificate, flag: string | undefined): Path | undefined {
  return component === undefined || flag === undefined ? undefined : flagPath(layout.manifests, component, flag);
}

/** The folder that most flags agree on, when they name the files as kubeadm does: /etc/kubernetes/ssl under kubespray. */
function folderByFlags(manifests: readonly ManifestFacts[]): Path | undefined {
  const named = [
    ...kubeadmCertificates.flatMap(({ component, flags, baseName }) =>
      component !== undefined && flags !== undefined && 'certificate' in flags
        ? [{ component, flag: flags.certificate, baseName }]
        : [],
    ),
    ...kubeadmAuthorities.flatMap(({ flags, baseName }) => flags.map((flag) => ({ ...flag, baseName }))),
  ];
  const votes = new Map<Path, number>();
  for (const { component, flag, baseName } of named) {
    const path = flagPath(manifests, component, flag);
    const ending = `/${baseName}.crt`;
    if (path === undefined || !path.endsWith(ending)) continue;
    const folder = path.slice(0, -ending.length);
    votes.set(folder, (votes.get(folder) ?? 0) + 1);
  }
  return [...votes].sort(([, one], [, other]) => other - one)[0]?.[0];
}

function configOf(manifests: readonly ManifestFacts[], parsed: ParsedKubeadmConfig | undefined): KubeadmConfig {
  const image = manifests.find(({ component }) => component === 'kube-apiserver')?.imageVersion ?? '';
  const byImage = image === '' ? {} : { kubernetesVersion: image };
  if (parsed === undefined) {
    const clusterName = flagPath(manifests, 'kube-controller-manager', 'cluster-name');
    return { source: 'files on disk', ...byImage, ...(clusterName === undefined ? {} : { clusterName }) };
  }
  const { source, kubernetesVersion, encryptionAlgorithm, certificateValiditySeconds, clusterName } = parsed;
  return {
    ...byImage,
    source,
    ...(kubernetesVersion !== undefined && { kubernetesVersion }),
    ...(encryptionAlgorithm !== undefined && { encryptionAlgorithm }),
    ...(certificateValiditySeconds !== undefined && { certificateValiditySeconds }),
    ...(clusterName !== undefined && { clusterName }),
  };
}

/** Without an etcd of this node's own, an API server that talks to another machine has an external one; to itself proves nothing. */
function etcdOf(manifests: readonly ManifestFacts[], parsed: ParsedKubeadmConfig | undefined): Layout['etcd'] {
  if (manifests.some(({ component }) => component === 'etcd')) return 'stacked';
  if (parsed?.externalEtcd) return 'external';
  const servers = flagPath(manifests, 'kube-apiserver', 'etcd-servers');
  if (servers === undefined) return 'unknown';
  return servers.split(',').every((url) => /^\w+:\/\/(127\.|localhost|\[::1\])/.test(url.trim()))
    ? 'unknown'
    : 'external';
}

const isOurs = (authority: AuthorityName, layout: Layout): boolean =>
  authority !== 'etcd-ca' || layout.etcd !== 'external';

/** A version that says nothing counts as new. */
function isKnownTo(layout: Layout, sinceMinor: number | undefined): boolean {
  const version = layout.kubeadmConfig.kubernetesVersion ?? '';
  return sinceMinor === undefined || isAtLeast(version, `1.${sinceMinor}`) !== false;
}
