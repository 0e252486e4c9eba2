import { X509Certificate } from 'node:crypto';
import type { Certificate } from './certificate.ts';
import { derOf } from './pem.ts';
import { structureOf } from './structure.ts';

/**
 * Whether this authority signed the certificate: name, key identifier and signature fit. Dates do not matter here. Names are
 * compared byte by byte, as Go does; OpenSSL alone would take differently encoded ones for equal.
 */
export function isSignedBy(certificate: Certificate, authority: Certificate): boolean {
  const child = derOf(certificate);
  const parent = derOf(authority);
  if (!structureOf(child).issuer.equals(structureOf(parent).subject)) return false;
  return authority.isAuthority && isVerifiedBy(new X509Certificate(child), new X509Certificate(parent));
}

/** The member that signed the certificate. Of two with one name and one key, as after a CA's renewal, the first in the file. */
export function signerOf(certificate: Certificate, members: readonly Certificate[]): Certificate | undefined {
  return members.find((member) => isSignedBy(certificate, member));
}

/** A key that OpenSSL cannot use verifies nothing. */
function isVerifiedBy(child: X509Certificate, parent: X509Certificate): boolean {
  try {
    return child.checkIssued(parent) && child.verify(parent.publicKey);
  } catch {
    return false;
  }
}
