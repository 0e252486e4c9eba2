import type { Layout, Leaf } from '../../core/inventory.ts';
import type { KubeadmCertificate } from '../../core/kubeadm/certificates.ts';
import { kubeconfigPath, pairPaths, rowsOf } from '../../core/kubeadm/layout.ts';
import type { Files } from '../../ports/node.ts';
import { certificateFile, leafCertificate, privateKeyFile } from './credential-files.ts';
import { readKubeconfig } from './kubeconfig-file.ts';

/** kubeadm's own certificates, in its order. */
export async function readKubeadmLeaves(files: Files, layout: Layout): Promise<readonly Leaf[]> {
  return await Promise.all(rowsOf(layout).map((row) => readRow(files, layout, row)));
}

async function readRow(files: Files, layout: Layout, row: KubeadmCertificate): Promise<Leaf> {
  const { name, authority, component } = row;
  const common = { name, kind: 'kubeadm', authority, usedBy: component === undefined ? [] : [component] } as const;
  if (row.kind === 'pair') return { ...common, ...(await readPair(files, pairPaths(layout, row))) };
  const path = kubeconfigPath(layout, row);
  const leaf = await readKubeconfig(files, path);
  return {
    ...common,
    holder: { kind: 'kubeconfig', path },
    ...(name === 'super-admin.conf' ? onlySomewhere(leaf) : leaf),
  };
}

/** A certificate and its key in two files. */
export async function readPair(
  files: Files,
  paths: { readonly certificatePath: string; readonly keyPath: string },
): Promise<Pick<Leaf, 'holder' | 'certificate' | 'chain' | 'file' | 'key'>> {
  const [certificate, key] = await Promise.all([
    certificateFile(files, paths.certificatePath),
    privateKeyFile(files, paths.keyPath),
  ]);
  return { holder: { kind: 'pair', ...paths }, ...leafCertificate(certificate), key };
}

/** kubeadm writes it on the first control plane only, and nobody should keep it there (kubernetes/kubeadm#3012). */
function onlySomewhere<T extends Pick<Leaf, 'certificate' | 'key'>>(leaf: T): T {
  if (leaf.certificate.kind !== 'missing') return leaf;
  const absent = {
    kind: 'absent-by-design',
    why: 'only the first control plane gets it, and it is best kept elsewhere',
  };
  return { ...leaf, certificate: absent, key: absent };
}
