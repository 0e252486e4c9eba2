import type { Authority, Inventory } from '../../inventory.ts';
import type { Policy } from '../../policy.ts';
import type { Certificate } from '../../x509/certificate.ts';
import type { Finding, FindingCode, Severity } from '../finding.ts';
import type { Rule } from '../rule.ts';
import { signerOf } from '../trust-path.ts';
import { counted, dateText, durationText } from '../words.ts';

/** An authority whose certificate is not there. */
export const authorityMissing: Rule = ({ authorities, layout }) =>
  authorities
    .filter(({ members, name }) => members.kind === 'missing' && (name !== 'etcd-ca' || layout.etcd !== 'external'))
    .map((authority) =>
      found(
        authority,
        'authority-missing',
        'critical',
        'its certificate is missing: nothing it signed can be verified, and nothing new be signed',
      ),
    );

/** An authority whose end has come, or comes near. Old members of a bundle may end in peace. */
export const authorityExpiry: Rule = (inventory, policy) =>
  inventory.authorities.flatMap((authority) => {
    if (authority.members.kind !== 'read') return [];
    const current = currentMember(authority);
    return authority.members.value.flatMap((member) =>
      member === current
        ? currentExpiry(authority, member, inventory, policy)
        : oldExpiry(authority, member, inventory),
    );
  });

/** The one that signs; where no key is here to tell, the one that ends last. */
function currentMember(authority: Authority): Certificate | undefined {
  if (authority.members.kind !== 'read') return undefined;
  const last = [...authority.members.value].sort((one, other) => other.notAfter - one.notAfter)[0];
  return signerOf(authority) ?? last;
}

function currentExpiry(
  authority: Authority,
  { notAfter }: Certificate,
  { takenAt }: Inventory,
  policy: Policy,
): readonly Finding[] {
  const left = notAfter - takenAt;
  if (left < 0) {
    const sentence = `the authority expired on ${dateText(notAfter)}, ${durationText(left)} ago: everything it signed is refused`;
    return [found(authority, 'authority-expired', 'critical', sentence)];
  }
  if (left > policy.authorities.warning) return [];
  const severity = left <= policy.authorities.critical ? 'critical' : 'warning';
  const sentence = `the authority ends on ${dateText(notAfter)}, in ${durationText(left)}, and everything it signed with it`;
  return [found(authority, 'authority-expiring', severity, sentence)];
}

function oldExpiry(
  authority: Authority,
  { notAfter, serial }: Certificate,
  { takenAt }: Inventory,
): readonly Finding[] {
  if (notAfter >= takenAt) return [];
  const sentence = `the bundle still holds an authority that expired on ${dateText(notAfter)} (serial ${serial}); it does no harm`;
  return [found(authority, 'authority-expired', 'info', sentence)];
}

/** A key that belongs to no certificate of its authority, or to one that kubeadm does not look at. */
export const authorityKeyMismatch: Rule = ({ authorities }) =>
  authorities.flatMap((authority) => {
    const { members, key, signer } = authority;
    if (members.kind !== 'read' || key.kind !== 'read') return [];
    if (signer === undefined) {
      const sentence = 'its key belongs to none of its certificates, so whatever it signs is refused';
      return [found(authority, 'authority-key-mismatch', 'critical', sentence, authority.keyPath)];
    }
    if (signer === 0) return [];
    const sentence = `its key belongs to certificate ${signer + 1} of ${counted(members.value.length, 'certificate')}; kubeadm only looks at the first`;
    return [found(authority, 'authority-key-mismatch', 'info', sentence, authority.keyPath)];
  });

/** An authority that signs elsewhere: kubeadm calls it externally managed when the key file does not exist. */
export const authorityExternal: Rule = ({ authorities }) =>
  authorities
    .filter(({ members, key }) => members.kind === 'read' && key.kind === 'missing')
    .map((authority) =>
      found(
        authority,
        'authority-external',
        'info',
        'its key is not on this node: what it signed is renewed by its owner',
        authority.keyPath,
      ),
    );

function found(
  authority: Authority,
  code: FindingCode,
  severity: Severity,
  message: string,
  path = authority.certificatePath,
): Finding {
  return { code, severity, subject: authority.name, path, message, mend: `perennial explain ${code}` };
}
