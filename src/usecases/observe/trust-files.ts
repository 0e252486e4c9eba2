import type { Layout, TrustFile } from '../../core/inventory.ts';
import { authorityNamesOf, authorityPaths } from '../../core/kubeadm/layout.ts';
import { trustPaths } from '../../core/kubeadm/trust-flags.ts';
import type { Files } from '../../ports/node.ts';
import { certificateFile } from './credential-files.ts';

/** What components verify others with where that is another file than the authority's own. */
export async function readTrustFiles(files: Files, layout: Layout): Promise<readonly TrustFile[]> {
  const names = authorityNamesOf(layout);
  const own = names.map((name) => authorityPaths(layout, name).certificatePath);
  const others = trustPaths(layout.manifests, names).filter((path) => !own.includes(path));
  return await Promise.all(
    others.map(async (path) => ({ path, members: (await certificateFile(files, path)).certificates })),
  );
}
