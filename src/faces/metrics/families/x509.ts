import { kubeadmCertificate } from '../../../core/kubeadm/certificates.ts';
import type { FamilyRow, Sample, Seen } from '../family.ts';
import type { NamedCertificate } from '../named-certificates.ts';
import { secondsOf } from '../seconds.ts';
import { subjectAttributes } from '../subject-attributes.ts';
import { flag } from './flag.ts';

const labels = {
  serial_number: 'decimal',
  subject_C: 'country',
  subject_ST: 'state or province',
  subject_L: 'locality',
  subject_O: 'the first organization',
  subject_OU: 'the first organizational unit',
  subject_CN: 'common name',
  issuer_C: 'the same of the issuer',
  issuer_ST: '',
  issuer_L: '',
  issuer_O: '',
  issuer_OU: '',
  issuer_CN: '',
  filename: 'last part of the path',
  filepath: 'the file on the node, as the node sees it',
  embedded_kind: '`user`, for what a kubeconfig holds',
  embedded_key: 'the name of that user',
  discriminator: 'begin of the fingerprint, where two certificates would have the same labels',
};
const absent = 'for a certificate that could not be read';

/**
 * Names and labels of enix/x509-certificate-exporter 4, for dashboards and rules that know it. Its counters of errors are not among
 * them: who looks once counts nothing.
 */
export const x509Families: readonly FamilyRow[] = [
  {
    name: 'x509_cert_not_after',
    type: 'gauge',
    help: "Indicates the certificate's not after timestamp",
    labels,
    absent,
    of: 'seen',
    samples: (seen) => timesOf(seen, ({ notAfter, expiresAt }) => notAfter ?? expiresAt),
  },
  {
    name: 'x509_cert_not_before',
    type: 'gauge',
    help: "Indicates the certificate's not before timestamp",
    labels,
    absent,
    of: 'seen',
    samples: (seen) => timesOf(seen, ({ notBefore }) => notBefore),
  },
  {
    name: 'x509_cert_expired',
    type: 'gauge',
    help: 'Indicates if the certificate is expired',
    labels,
    absent,
    of: 'seen',
    samples: (seen) =>
      labelled(seen).flatMap(({ one, labels: own }) => {
        const end = one.notAfter ?? one.expiresAt;
        return end === undefined ? [] : [flag(own, end < seen.takenAt)];
      }),
  },
  {
    name: 'x509_source_up',
    type: 'gauge',
    help: 'Indicates if everything could be read',
    labels: { source_kind: '`file`', source_name: '`perennial`' },
    absent: 'for nodes known by their reports, which do not say it',
    of: 'seen',
    samples: ({ unreadable, fromReport }) =>
      fromReport === true ? [] : [flag({ source_kind: 'file', source_name: 'perennial' }, unreadable.length === 0)],
  },
  {
    name: 'x509_exporter_build_info',
    type: 'info',
    help: 'The perennial that stands in for the exporter',
    labels: { version: 'of perennial' },
    of: 'program',
    samples: ({ version }) => [{ labels: { version }, value: 1 }],
  },
];

function timesOf(seen: Seen, at: (one: NamedCertificate) => number | undefined): readonly Sample[] {
  return labelled(seen).flatMap(({ one, labels: own }) => {
    const instant = at(one);
    return instant === undefined ? [] : [{ labels: own, value: secondsOf(instant) }];
  });
}

interface Labelled {
  readonly one: NamedCertificate;
  readonly labels: Sample['labels'];
}

/** Every certificate that could be read. Where two have the same labels, the fingerprint tells them apart. */
function labelled({ named }: Seen): readonly Labelled[] {
  const all = named.filter(({ serial }) => serial !== undefined).map((one) => ({ one, labels: labelsOf(one) }));
  return [...Map.groupBy(all, (each) => JSON.stringify(each.labels)).values()].flatMap((same) =>
    same.length === 1
      ? same
      : same.map(({ one, labels: own }, index) => ({
          one,
          labels: { ...own, discriminator: discriminatorOf(one, index) },
        })),
  );
}

/** The same certificate may stand in a bundle twice. */
const discriminatorOf = ({ fingerprint = '' }: NamedCertificate, index: number): string =>
  `${fingerprint.slice(0, 8)}${index === 0 ? '' : `-${String(index + 1)}`}`;

function labelsOf({ name, path = '', serial = '', subject = '', issuer = '', kubeconfigUser }: NamedCertificate) {
  const user = kubeconfigUser ?? (kubeadmCertificate(name)?.kind === 'kubeconfig' ? name : undefined);
  return {
    serial_number: decimalOf(serial),
    ...nameLabels('subject', subject),
    ...nameLabels('issuer', issuer),
    filename: path.slice(path.lastIndexOf('/') + 1),
    filepath: path,
    ...(user !== undefined && { embedded_kind: 'user', embedded_key: user }),
  };
}

/** Of a report, of which anybody may have written anything, too. */
const decimalOf = (hex: string): string => (/^[0-9A-F]{1,100}$/i.test(hex) ? BigInt(`0x${hex}`).toString() : '');

const attributes = ['C', 'ST', 'L', 'O', 'OU', 'CN'] as const;

/** The first of several, but of common names the last, as Go's `pkix.Name` has it. */
function nameLabels(prefix: 'subject' | 'issuer', text: string): Readonly<Record<string, string>> {
  const found = subjectAttributes(text);
  const one = (type: string): string => (type === 'CN' ? found.get(type)?.at(-1) : found.get(type)?.at(0)) ?? '';
  return Object.fromEntries(attributes.map((type) => [`${prefix}_${type}`, one(type)]));
}
