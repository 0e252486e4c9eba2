import type { FindingCode } from '../../../core/check/finding.ts';
import type { CertificateOverview } from '../../../core/overview/overview.ts';
import type { Sample, Seen } from '../family.ts';

export const PROBLEM = 'code of the finding; those that a certificate of its kind can have are there as 0 or 1';
export const UNJUDGED =
  'for what could not be judged: anything else of a certificate that could not be read, and `stale` where nobody can see which one is in use';

const material: readonly FindingCode[] = ['not-yet-valid', 'weak-key', 'weak-signature', 'unreadable'];
const ofLeaves: readonly FindingCode[] = [
  ...material,
  'expired',
  'expiring',
  'key-missing',
  'key-mismatch',
  'key-readable',
  'not-signed-by-authority',
  'usage-wrong',
];

/**
 * What can be found of a certificate of each kind. Those nobody knows have the least: there may be ten thousand of them, and each
 * code is a series.
 */
const problemsOf: Readonly<Record<CertificateOverview['kind'], readonly FindingCode[]>> = {
  kubeadm: [
    ...ofLeaves,
    'certificate-missing',
    'kubeconfig-authority-differs',
    'outlives-authority',
    'san-missing',
    'stale',
  ],
  kubelet: [
    ...ofLeaves,
    'certificate-missing',
    'kubelet-not-rotating',
    'kubelet-serving-expiring',
    'kubelet-serving-pending',
    'outlives-authority',
    'stale',
  ],
  copy: [...ofLeaves, 'copy-outdated', 'kubeconfig-authority-differs'],
  unknown: ['expired', 'weak-key', 'weak-signature'],
  authority: [
    ...material,
    'authority-missing',
    'authority-expired',
    'authority-expiring',
    'authority-key-mismatch',
    'authority-not-trusted',
    'key-readable',
  ],
};

/** What is not found of a certificate is not there, where it could be judged at all. */
function judgedOf({ kind, served }: CertificateOverview, found: ReadonlySet<string>): readonly FindingCode[] {
  if (found.has('unreadable')) return [];
  return problemsOf[kind].filter((code) => code !== 'stale' || served !== undefined);
}

/** A fact worth knowing is no problem. What is found beyond the list of its kind is there all the same. */
export function* problemSamples({ named, findings }: Seen): Generator<Sample> {
  const found = Map.groupBy(
    findings.filter(({ severity }) => severity !== 'info'),
    ({ subject }) => subject,
  );
  for (const one of named) {
    const { name, label } = one;
    const codes = new Set((found.get(name) ?? []).map(({ code }) => code));
    const all = new Set<string>([...judgedOf(one, codes), ...codes]);
    for (const problem of all) yield { labels: { certificate: label, problem }, value: codes.has(problem) ? 1 : 0 };
  }
}
