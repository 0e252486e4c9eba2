import type { Inventory, Reading } from '../inventory.ts';
import type { Path } from '../names.ts';
import type { Certificate } from '../x509/certificate.ts';
import { flagPath } from './manifest.ts';

/**
 * What a kubeconfig knows the API server by: what the controller manager gives every Pod for that (`--root-ca-file`, as
 * kube-root-ca.crt), which is kubeadm's ca.crt. Not what `--client-ca-file` names: it may hold authorities that sign for people
 * alone, and whoever has one of those would be the API server to every client. Undefined where no authority was looked for.
 */
export function servingTrust({ layout, authorities, trustFiles }: Inventory): ServingTrust | undefined {
  const path = flagPath(layout.manifests, 'kube-controller-manager', 'root-ca-file');
  const published = trustFiles.find((file) => file.path === path);
  if (published?.members.kind === 'read') return published;
  const authority = authorities.find(({ name }) => name === 'ca');
  return authority === undefined ? undefined : { path: authority.certificatePath, members: authority.members };
}

export interface ServingTrust {
  readonly path: Path;
  readonly members: Reading<readonly Certificate[]>;
}
