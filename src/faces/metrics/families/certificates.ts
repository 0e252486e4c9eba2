import { kubeadmCertificate } from '../../../core/kubeadm/certificates.ts';
import type { CertificateOverview } from '../../../core/overview/overview.ts';
import type { FamilyRow, Sample, Seen } from '../family.ts';
import type { NamedCertificate } from '../named-certificates.ts';
import { commonNameOf, subjectAttributes } from '../subject-attributes.ts';
import { secondsOf } from '../seconds.ts';
import { problemSamples, PROBLEM, UNJUDGED } from './problems.ts';

const certificate = "its name in `perennial check`; the second member of an authority's bundle is `ca 2`";
const place = {
  certificate,
  kind: "`leaf`, `ca`, `copy` (a person's copy of admin.conf), or `other` (found beside them, in nobody's list)",
  source: '`file` or `kubeconfig`',
  path: 'the file on the node, as the node sees it',
};

/** What is known of each certificate. */
export const certificateFamilies: readonly FamilyRow[] = [
  {
    name: 'perennial_certificate_not_after_timestamp_seconds',
    type: 'gauge',
    help: 'When the certificate stops being accepted: its own end or, earlier, that of what signed it',
    labels: place,
    absent: 'for a certificate that could not be read',
    of: 'seen',
    samples: ofEach((one) => time(placeOf(one), one.expiresAt)),
  },
  {
    name: 'perennial_certificate_not_before_timestamp_seconds',
    type: 'gauge',
    help: 'When the certificate begins to be accepted',
    labels: place,
    absent: 'for a certificate that could not be read',
    of: 'seen',
    samples: ofEach((one) => time(placeOf(one), one.notBefore)),
  },
  {
    name: 'perennial_certificate_renewal_due_timestamp_seconds',
    type: 'gauge',
    help: 'From when on the policy of the node wants the certificate renewed',
    labels: { certificate },
    absent: 'where nothing on the node could renew it',
    of: 'seen',
    samples: ofEach((one) => time({ certificate: one.label }, one.renewalDueAt)),
  },
  {
    name: 'perennial_certificate_info',
    type: 'info',
    help: 'Who and what the certificate is; joins the other families by certificate',
    labels: {
      certificate,
      path: place.path,
      subject_cn: 'common name: the user, for a client certificate',
      subject_o: 'organizations, the groups of a client, with commas between them',
      issuer_cn: 'common name of the issuer',
      authority: 'which authority should have signed it',
      serial_number: 'hex, as openssl prints it',
      fingerprint: 'SHA-256 of the DER, hex',
      key_algorithm: '`RSA 2048`, `EC P-256`',
      usage: '`client`, `server`, `client,server`, `other`, or `any`; empty where it is not known',
      managed_by: "`kubeadm`, `kubelet`, `external` (its authority has no key here), or `nobody` (in nobody's list)",
    },
    absent: 'for a certificate that could not be read',
    of: 'seen',
    samples: ofEach((one) => (one.serial === undefined ? [] : [{ labels: infoOf(one), value: 1 }])),
  },
  {
    name: 'perennial_certificate_problem',
    type: 'gauge',
    help: 'Whether something is wrong with the certificate, by the code of the finding; perennial explain says what to do',
    labels: { certificate, problem: PROBLEM },
    absent: UNJUDGED,
    of: 'seen',
    samples: problemSamples,
  },
  {
    name: 'perennial_certificate_in_use',
    type: 'gauge',
    help: 'Whether the component uses what the file holds, rather than something it read earlier',
    labels: { certificate, component: 'the process that holds it' },
    absent: 'where no process holds it, or nobody can see which certificate it uses',
    of: 'seen',
    samples: ofEach(inUse),
  },
];

function ofEach(samples: (one: NamedCertificate) => readonly Sample[]): (seen: Seen) => Iterable<Sample> {
  return function* ({ named }) {
    for (const one of named) yield* samples(one);
  };
}

function time(labels: Sample['labels'], at: number | undefined): readonly Sample[] {
  return at === undefined ? [] : [{ labels, value: secondsOf(at) }];
}

function placeOf(one: NamedCertificate): Sample['labels'] {
  return {
    certificate: one.label,
    kind: kinds[one.kind],
    source: isInKubeconfig(one) ? 'kubeconfig' : 'file',
    path: one.path ?? '',
  };
}

const kinds: Readonly<Record<CertificateOverview['kind'], string>> = {
  kubeadm: 'leaf',
  kubelet: 'leaf',
  authority: 'ca',
  copy: 'copy',
  unknown: 'other',
};

const isInKubeconfig = ({ name, kubeconfigUser }: CertificateOverview): boolean =>
  kubeconfigUser !== undefined || kubeadmCertificate(name)?.kind === 'kubeconfig';

function infoOf(one: NamedCertificate): Sample['labels'] {
  const { label, path = '', subject = '', issuer, authority = '', serial = '', fingerprint = '', key = '' } = one;
  return {
    certificate: label,
    path,
    subject_cn: commonNameOf(subject),
    subject_o: subjectAttributes(subject).get('O')?.join(',') ?? '',
    issuer_cn: commonNameOf(issuer),
    authority,
    serial_number: serial,
    fingerprint,
    key_algorithm: key,
    usage: usageOf(one),
    managed_by: managerOf(one),
  };
}

/** A certificate without extended usages may be used for anything (RFC 5280 4.2.1.12). An authority has none, and signs. */
function usageOf({ kind, usages }: CertificateOverview): string {
  if (usages === undefined || kind === 'authority') return '';
  if (usages.length === 0) return 'any';
  const known = [usages.includes('clientAuth') && 'client', usages.includes('serverAuth') && 'server'];
  return known.filter((usage) => usage !== false).join(',') || 'other';
}

function managerOf({ kind, externallyManaged }: CertificateOverview): string {
  if (externallyManaged === true) return 'external';
  switch (kind) {
    case 'kubelet':
      return 'kubelet';
    case 'unknown':
      return 'nobody';
    case 'kubeadm':
    case 'copy':
    case 'authority':
      return 'kubeadm';
  }
}

/** A report of a node does not say who holds it; kubeadm's table does. */
function inUse({ name, label, kind, served, usedBy }: NamedCertificate): readonly Sample[] {
  if (served === undefined) return [];
  const known = kind === 'kubelet' ? 'kubelet' : kubeadmCertificate(name)?.component;
  const components = usedBy.length > 0 || known === undefined ? usedBy : [known];
  return components.map((component) => ({ labels: { certificate: label, component }, value: served ? 1 : 0 }));
}
