import { certificatePathOf, isOfTheNode } from '../subject.ts';
import type { Finding } from '../finding.ts';
import type { Rule } from '../rule.ts';
import { signerOf } from '../trust-path.ts';
import { dateText, durationText } from '../words.ts';
import type { Certificate } from '../../x509/certificate.ts';

/** A certificate from the future: made under a wrong clock, or read under one. */
export const notYetValid: Rule = ({ leaves, authorities, takenAt }) => [
  ...authorities.flatMap((authority) => {
    const signer = signerOf(authority);
    return signer === undefined ? [] : notYet(authority.name, authority.certificatePath, signer, takenAt);
  }),
  ...leaves.filter(isOfTheNode).flatMap((leaf) => {
    return leaf.certificate.kind === 'read'
      ? notYet(leaf.name, certificatePathOf(leaf), leaf.certificate.value, takenAt)
      : [];
  }),
];

function notYet(subject: string, path: string, { notBefore }: Certificate, now: number): readonly Finding[] {
  if (notBefore <= now) return [];
  const message = `is valid only from ${dateText(notBefore)}, in ${durationText(notBefore - now)}; look at this node's clock first`;
  return [{ code: 'not-yet-valid', severity: 'critical', subject, path, message, mend: 'timedatectl status' }];
}
