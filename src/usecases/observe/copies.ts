import type { Authority, Leaf } from '../../core/inventory.ts';
import { kubeconfigForCluster, kubeconfigOf, type ParsedKubeconfig } from '../../core/kubeadm/kubeconfig.ts';
import type { Path } from '../../core/names.ts';
import type { Certificate } from '../../core/x509/certificate.ts';
import { signerOf } from '../../core/x509/chain.ts';
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

/**
 * By the authority that the context's cluster trusts, or that signed its credential: trust may be in a file of its own, or be left out.
 * Without a readable authority nobody can say which cluster is this one: then the current context counts.
 */
function ofThisCluster(authorities: readonly Authority[]): Choice {
  const authority = authorities.find(({ name }) => name === 'ca');
  const members = authority === undefined ? undefined : valueOf(authority.members);
  if (members === undefined) return kubeconfigOf;
  const own = new Set(members.map(({ fingerprint }) => fingerprint));
  const known = new Map<string, readonly Certificate[]>();
  const certificatesIn = (pem: string): readonly Certificate[] => {
    const certificates = known.get(pem) ?? readable(pem);
    known.set(pem, certificates);
    return certificates;
  };
  return (text, path) =>
    kubeconfigForCluster(text, path, ({ authorityPem = '', certificatePem = '' }: ParsedKubeconfig) => {
      const [credential] = certificatesIn(certificatePem);
      return (
        certificatesIn(authorityPem).some(({ fingerprint }) => own.has(fingerprint)) ||
        (credential !== undefined && signerOf(credential, members) !== undefined)
      );
    });
}

/** What is no certificate is nobody's of ours. */
function readable(pem: string): readonly Certificate[] {
  try {
    return certificatesOf(pem, 'a kubeconfig');
  } catch {
    return [];
  }
}
