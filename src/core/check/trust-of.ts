import type { Instant } from '../instant.ts';
import type { Authority } from '../inventory.ts';
import type { Certificate } from '../x509/certificate.ts';
import { isSignedBy } from '../x509/chain.ts';
import { signerOf } from './trust-path.ts';

/**
 * What certificates that somebody trusts are to an authority. `part`: only some of its members are there, and no key tells which
 * of them signs; `above`: what signed it is there, so whoever sends the authority along is trusted.
 */
export type TrustOf = 'whole' | 'part' | 'above' | 'none';

export function trustOf(authority: Authority, trusted: readonly Certificate[], now: Instant): TrustOf {
  const wanted = signingMembers(authority, now);
  const there = wanted.filter((member) => trusted.some((one) => standsFor(one, member, now)));
  if (there.length === wanted.length) return 'whole';
  if (there.length > 0) return 'part';
  const isAbove = (one: Certificate): boolean =>
    isValid(one, now) && wanted.some((member) => !isSameKey(one, member) && isSignedBy(member, one));
  return trusted.some(isAbove) ? 'above' : 'none';
}

/** Whether it is this member, or another certificate for its name and key (RFC 5280 6.1.1: an anchor is a name and a key). */
export function standsFor(one: Certificate, member: Certificate, now: Instant): boolean {
  if (one.fingerprint === member.fingerprint) return true;
  return isSameKey(one, member) && one.subject.text === member.subject.text && one.isAuthority && isValid(one, now);
}

/** The one that signs; without its key here, all that have not ended. */
function signingMembers(authority: Authority, now: Instant): readonly Certificate[] {
  const signer = signerOf(authority);
  if (signer !== undefined) return [signer];
  const members = authority.members.kind === 'read' ? authority.members.value : [];
  const current = members.filter((member) => isValid(member, now));
  return current.length > 0 ? current : members;
}

const isSameKey = (one: Certificate, other: Certificate): boolean =>
  one.key.publicKeyDigest === other.key.publicKeyDigest;

/** Go looks at the dates of anchors too (crypto/x509, verify.go `isValid`). */
const isValid = ({ notBefore, notAfter }: Certificate, now: Instant): boolean => notBefore <= now && now <= notAfter;
