import type { CertificateOverview } from '../../core/overview/overview.ts';

/** A certificate under a name that no other of its node has. */
export interface NamedCertificate extends CertificateOverview {
  readonly label: string;
}

/** The members of an authority's bundle share a name: the second is `ca 2`, as in `check -o nagios`. */
export function namedCertificates(certificates: readonly CertificateOverview[]): readonly NamedCertificate[] {
  const seen = new Map<string, number>();
  return certificates.map((certificate) => {
    const count = (seen.get(certificate.name) ?? 0) + 1;
    seen.set(certificate.name, count);
    return { ...certificate, label: count === 1 ? certificate.name : `${certificate.name} ${String(count)}` };
  });
}
