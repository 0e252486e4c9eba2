import { PerennialError } from '../errors.ts';
import type { Instant } from '../instant.ts';
import type { Authority, Inventory, Leaf } from '../inventory.ts';
import type { Certificate } from '../x509/certificate.ts';
import type { Signer } from './issuing.ts';

/** Who signs, and until when; refuses with words an authority that is dead, unreadable or unlike its key. */
export function signerFor(leaf: Leaf, inventory: Inventory): { readonly signer: Signer; readonly notAfter: Instant } {
  const authority = inventory.authorities.find(({ name }) => name === leaf.authority);
  if (authority === undefined) throw new PerennialError('internal', `${leaf.name} has no authority in the inventory`);
  const member = usableMember(authority);
  if (member.notAfter <= inventory.takenAt) throw expired(authority, member);
  return {
    signer: {
      authority: authority.name,
      certificatePath: authority.certificatePath,
      keyPath: authority.keyPath,
      fingerprint: member.fingerprint,
    },
    notAfter: member.notAfter,
  };
}

function signingMember({ members, signer }: Authority): Certificate | undefined {
  return members.kind === 'read' && signer !== undefined ? members.value[signer] : undefined;
}

function usableMember(authority: Authority): Certificate {
  const member = signingMember(authority);
  if (member?.isAuthority) return member;
  const { name, certificatePath, keyPath, members, key } = authority;
  if (members.kind === 'unreadable') throw unreadable(certificatePath, members.detail);
  if (key.kind === 'unreadable') throw unreadable(keyPath, key.detail);
  throw new PerennialError(
    'authority-mismatch',
    `no certificate in ${certificatePath} is an authority that matches ${keyPath}`,
    {
      file: certificatePath,
      hint: `whatever ${name} signed with this key, nobody would trust; find the key that belongs to the certificate (another control plane has it)`,
      next: 'perennial explain authority-key-mismatch',
    },
  );
}

function unreadable(file: string, detail: string): PerennialError {
  return new PerennialError('file-unreadable', `${file} cannot be read: ${detail}`, { file, hint: 'run as root' });
}

function expired({ name, certificatePath }: Authority, member: Certificate): PerennialError {
  const day = new Date(member.notAfter).toISOString().slice(0, 10);
  return new PerennialError(
    'authority-expired',
    `the authority ${name} ended on ${day}, so nothing it signs would be accepted`,
    {
      file: certificatePath,
      hint: 'leaves cannot mend this: the authority itself has to be replaced, on all nodes; certificates of other authorities can be renewed by name',
      next: 'perennial explain authority-expired',
    },
  );
}
