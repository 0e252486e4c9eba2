import type { Inventory } from '../../inventory.ts';
import type { Path } from '../../names.ts';
import type { Certificate, KeyFacts } from '../../x509/certificate.ts';
import type { Rule } from '../rule.ts';
import { certificatePathOf } from '../subject.ts';

/** A key that can be computed from its certificate with too little effort. */
export const weakKey: Rule = (inventory) =>
  ownCertificates(inventory)
    .filter(({ certificate }) => isWeak(certificate.key))
    .map(({ name, path, certificate, mend }) => ({
      code: 'weak-key',
      severity: 'warning',
      subject: name,
      path,
      message: `its key is ${certificate.key.text}, less than the 112 bits of strength that NIST SP 800-57 asks for`,
      mend: mend ?? 'perennial explain weak-key',
    }));

/** RSA below 2048 bits, elliptic curves below 224 (NIST SP 800-57 part 1, table 2), and DSA, which nobody accepts any more. */
function isWeak({ text, bits }: KeyFacts): boolean {
  const kind = text.split(' ')[0];
  if (kind === 'RSA') return bits < 2048;
  return kind === 'EC' ? bits < 224 : kind === 'DSA';
}

/** A signature with a broken digest. Go refuses SHA-1 since 1.18; nobody verifies the signature of a root. */
export const weakSignature: Rule = (inventory) =>
  ownCertificates(inventory)
    .filter(({ certificate }) => /md[245]|sha-?1(?!\d)/i.test(certificate.signatureAlgorithm) && !isRoot(certificate))
    .map(({ name, path, certificate, mend }) => ({
      code: 'weak-signature',
      severity: 'warning',
      subject: name,
      path,
      message: `is signed with ${certificate.signatureAlgorithm}, which others refuse`,
      mend: mend ?? 'perennial explain weak-signature',
    }));

const isRoot = ({ isAuthority, subject, issuer }: Certificate): boolean => isAuthority && subject.text === issuer.text;

interface Own {
  readonly name: string;
  readonly path: Path;
  readonly certificate: Certificate;
  readonly mend?: string;
}

/** All but those found lying about. */
function ownCertificates({ authorities, leaves }: Inventory): readonly Own[] {
  return [
    ...authorities.flatMap(({ name, certificatePath: path, members }) =>
      members.kind === 'read' ? members.value.map((certificate) => ({ name, path, certificate })) : [],
    ),
    ...leaves.flatMap((leaf) => {
      if (leaf.certificate.kind !== 'read' || leaf.kind === 'unknown') return [];
      const own = { name: leaf.name, path: certificatePathOf(leaf), certificate: leaf.certificate.value };
      return [leaf.kind === 'kubeadm' ? { ...own, mend: `perennial renew ${leaf.name}` } : own];
    }),
  ];
}
