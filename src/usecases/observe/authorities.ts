import type { Authority, Layout, PrivateKey } from '../../core/inventory.ts';
import { authorityNamesOf, authorityPaths } from '../../core/kubeadm/layout.ts';
import type { AuthorityName } from '../../core/names.ts';
import type { Certificate } from '../../core/x509/certificate.ts';
import type { Files } from '../../ports/node.ts';
import { certificateFile, privateKeyFile } from './credential-files.ts';
import { valueOf } from './reading.ts';

/** The authorities of this control plane: every member of each bundle, and which of them the key belongs to. */
export async function readAuthorities(files: Files, layout: Layout): Promise<readonly Authority[]> {
  return await Promise.all(authorityNamesOf(layout).map((name) => readAuthority(files, layout, name)));
}

async function readAuthority(files: Files, layout: Layout, name: AuthorityName): Promise<Authority> {
  const { certificatePath, keyPath } = authorityPaths(layout, name);
  const [{ certificates: members, file }, key] = await Promise.all([
    certificateFile(files, certificatePath),
    privateKeyFile(files, keyPath),
  ]);
  const signer = signerIndex(valueOf(members) ?? [], valueOf(key));
  return {
    name,
    certificatePath,
    keyPath,
    members,
    key,
    ...(file !== undefined && { file }),
    ...(signer !== undefined && { signer }),
  };
}

function signerIndex(members: readonly Certificate[], key: PrivateKey | undefined): number | undefined {
  const index = members.findIndex((member) => member.key.publicKeyDigest === key?.facts.publicKeyDigest);
  return index === -1 ? undefined : index;
}
