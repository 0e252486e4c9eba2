import type { Authority, Leaf } from '../../core/inventory.ts';
import { kubeconfigForCluster, kubeconfigOf, type ParsedKubeconfig } from '../../core/kubeadm/kubeconfig.ts';
import type { Path } from '../../core/names.ts';
import { certificatesOf } from '../../core/x509/pem.ts';
import type { Files } from '../../ports/node.ts';
import { mapBounded } from './bounded.ts';
import { type Choice, readKubeconfig } from './kubeconfig-file.ts';
import { valueOf } from './reading.ts';

/** People's kubeconfigs: of each the context that leads to this cluster, whatever other clusters are in it. */
export async function readCopies(
  files: Files,
  paths: readonly Path[],
  authorities: readonly Authority[],
): Promise<readonly Leaf[]> {
  const choice = ofThisCluster(authorities);
  return await mapBounded(paths, 8, async (path) => ({
    name: path,
    kind: 'copy',
    holder: { kind: 'kubeconfig', path },
    authority: 'ca',
    usedBy: [],
    ...(await readKubeconfig(files, path, choice)),
  }));
}

/** Without a readable authority nobody can say which cluster is this one: then the current context counts. */
function ofThisCluster(authorities: readonly Authority[]): Choice {
  const authority = authorities.find(({ name }) => name === 'ca');
  const members = authority === undefined ? undefined : valueOf(authority.members);
  if (members === undefined) return kubeconfigOf;
  const own = new Set(members.map(({ fingerprint }) => fingerprint));
  const known = new Map<string, boolean>();
  return (text, path) =>
    kubeconfigForCluster(text, path, ({ authorityPem = '' }: ParsedKubeconfig) => {
      const trusts =
        known.get(authorityPem) ?? fingerprintsIn(authorityPem).some((fingerprint) => own.has(fingerprint));
      known.set(authorityPem, trusts);
      return trusts;
    });
}

function fingerprintsIn(pem: string): readonly string[] {
  try {
    return certificatesOf(pem, 'a kubeconfig').map(({ fingerprint }) => fingerprint);
  } catch {
    return [];
  }
}
