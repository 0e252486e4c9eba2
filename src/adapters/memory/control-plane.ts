import { kubeadmCertificates } from '../../core/kubeadm/certificates.ts';
import { kubeconfigPath, layoutOf, MANIFESTS_FOLDER, pairPaths } from '../../core/kubeadm/layout.ts';
import { manifestFactsOf } from '../../core/kubeadm/manifest.ts';
import { reloadOf } from '../../core/kubeadm/reload.ts';
import type { Layout, ManifestFacts } from '../../core/inventory.ts';
import type { Component, Digest, Path } from '../../core/names.ts';
import type { Certificate } from '../../core/x509/certificate.ts';
import { certificatesOf } from '../../core/x509/pem.ts';
import { privateKeyFactsOf } from '../../core/x509/private-key.ts';
import type { Entry, Machine, Process } from './machine.ts';
import { remembered } from './remembered.ts';
import { bytesAt, digestOf, namesIn, type Tree } from './tree.ts';

/** The layout that this machine's manifests say, as the kubelet reads them: it skips what starts with a dot or is no pod. */
export function layoutIn(tree: Tree): Layout {
  const entries = [...tree.tree].filter(([path]) => path.startsWith(`${MANIFESTS_FOLDER}/`)).map(([, entry]) => entry);
  const known = layouts.get(tree);
  if (known?.of.length === entries.length && known.of.every((entry, index) => entry === entries[index]))
    return known.layout;
  const layout = layoutOf({ manifests: manifestsIn(tree) });
  layouts.set(tree, { of: entries, layout });
  return layout;
}

/** By machine, with the manifests it was made of: asked for at every turn, and they hardly ever change. */
const layouts = new WeakMap<Tree, { readonly of: readonly Entry[]; readonly layout: Layout }>();

/** Every file that a component's flags name. */
export function filesOf(tree: Tree, { flags }: ManifestFacts): readonly Path[] {
  return Object.values(flags).filter((value) => value.startsWith('/') && bytesAt(tree, value) !== undefined);
}

/** Certificate and key of one of kubeadm's leaves, and who holds it. */
export function leafFiles(
  layout: Layout,
  name: string,
): { readonly component?: Component; readonly certificatePath: Path; readonly keyPath: Path } | undefined {
  const row = kubeadmCertificates.find((one) => one.name === name);
  if (row === undefined) return undefined;
  const held = row.component === undefined ? {} : { component: row.component };
  if (row.kind === 'pair') return { ...held, ...pairPaths(layout, row) };
  const path = kubeconfigPath(layout, row);
  return { ...held, certificatePath: path, keyPath: path };
}

/** Whether the running process takes over a changed file by itself, in this version and as it behaves. */
function takesOver(machine: Machine, name: string, component: Component): boolean {
  if (machine.behaviour.get(component)?.reloads === false) return false;
  const { kubeadmConfig } = layoutIn(machine);
  return reloadOf(name, kubeadmConfig.kubernetesVersion ?? '').kind !== 'restart';
}

/** The certificate a process uses for a leaf: what is on disk when it re-reads and the pair matches, else what it held before. */
export function certificateInUse(machine: Machine, process: Process, name: string): Certificate | undefined {
  const files = leafFiles(layoutIn(machine), name);
  if (files === undefined) return undefined;
  const paths = [files.certificatePath, files.keyPath];
  if (takesOver(machine, name, process.component)) {
    const live = paths.map((path) => bytesAt(machine, path));
    // etcd has no pair to fall back to: it reads both files at each handshake.
    if (!isPair(live[0], live[1]) && process.component === 'etcd') return undefined;
    if (isPair(live[0], live[1])) paths.forEach((path, index) => hold(process, path, live[index]));
  }
  const [certificate, key] = paths.map((path) => process.held.get(path));
  return isPair(certificate, key) ? firstCertificate(certificate) : undefined;
}

export function isPair(certificate: Buffer | undefined, key: Buffer | undefined): boolean {
  if (certificate === undefined || key === undefined) return false;
  return remembered(matches, `${digestOf(certificate)} ${digestOf(key)}`, () => {
    const held = firstCertificate(certificate);
    try {
      return held !== undefined && held.key.publicKeyDigest === privateKeyFactsOf(key, 'key').publicKeyDigest;
    } catch {
      return false;
    }
  });
}

export function firstCertificate(bytes: Buffer | undefined): Certificate | undefined {
  if (bytes === undefined) return undefined;
  return remembered(certificates, digestOf(bytes), () => {
    try {
      return certificatesOf(bytes, 'certificate')[0];
    } catch {
      return undefined;
    }
  });
}

function hold(process: Process, path: Path, bytes: Buffer | undefined): void {
  if (bytes !== undefined) process.held.set(path, bytes);
}

function manifestsIn(tree: Tree): readonly ManifestFacts[] {
  return namesIn(tree, MANIFESTS_FOLDER)
    .filter((name) => !name.startsWith('.'))
    .flatMap((name) => manifestAt(tree, `${MANIFESTS_FOLDER}/${name}`) ?? []);
}

function manifestAt(tree: Tree, path: Path): ManifestFacts | undefined {
  const bytes = bytesAt(tree, path);
  if (bytes === undefined) return undefined;
  return remembered(manifests, digestOf(bytes) + path, () => {
    try {
      return manifestFactsOf(bytes.toString('utf8'), path);
    } catch {
      return undefined;
    }
  });
}

const manifests = new Map<string, ManifestFacts | undefined>();
const certificates = new Map<Digest, Certificate | undefined>();
const matches = new Map<string, boolean>();
