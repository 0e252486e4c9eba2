import type { Instant } from '../../instant.ts';
import type { Inventory, KubeconfigFacts, Leaf } from '../../inventory.ts';
import { servingTrust } from '../../kubeadm/serving-trust.ts';
import type { Path } from '../../names.ts';
import { copyStanding } from '../copies.ts';
import type { Finding, Severity } from '../finding.ts';
import type { Rule } from '../rule.ts';
import { certificatePathOf } from '../subject.ts';
import { urgencyOf } from '../thresholds.ts';
import type { Certificate } from '../../x509/certificate.ts';
import { counted, dateText } from '../words.ts';

/** A kubeconfig that trusts other authorities than the cluster has. A person's may hold other clusters, so only some missing counts. */
export const kubeconfigAuthorityDiffers: Rule = (inventory) => {
  const members = servingTrust(inventory)?.members;
  if (members?.kind !== 'read') return [];
  return kubeconfigsOf(inventory).flatMap((kubeconfig) => {
    const difference = differenceOf(kubeconfig.facts.authorityFingerprints, members.value, inventory.takenAt);
    return difference === undefined ? [] : [differenceFinding(kubeconfig, difference)];
  });
};

interface Kubeconfig {
  readonly name: string;
  readonly path: Path;
  readonly facts: KubeconfigFacts;
  readonly leaf?: Leaf;
}

function kubeconfigsOf(inventory: Inventory): readonly Kubeconfig[] {
  const { kubelet, layout, leaves } = inventory;
  const held = leaves
    .filter((leaf) => leaf.kind === 'kubeadm' || (leaf.kind === 'copy' && copyStanding(leaf, inventory) !== 'foreign'))
    .flatMap((leaf) => {
      const { kubeconfig: facts } = leaf;
      return facts === undefined ? [] : [{ name: leaf.name, path: certificatePathOf(leaf), facts, leaf }];
    });
  if (kubelet.kubeconfig.kind !== 'read') return held;
  return [
    ...held,
    { name: 'kubelet.conf', path: `${layout.configFolder}/kubelet.conf`, facts: kubelet.kubeconfig.value },
  ];
}

interface Difference {
  readonly severity: Severity;
  readonly sentence: string;
}

/** An authority that has ended is missed by nobody: that is how a rotation is over. */
function differenceOf(
  trusted: readonly string[],
  members: readonly Certificate[],
  now: Instant,
): Difference | undefined {
  const shared = members.filter(({ fingerprint }) => trusted.includes(fingerprint));
  const foreign = trusted.length - shared.length;
  const missed = members.filter((member) => member.notAfter > now && !shared.includes(member));
  if (trusted.length === 0)
    return { severity: 'warning', sentence: 'names no authority, so it does not know whom it talks to' };
  if (shared.length === 0)
    return { severity: 'critical', sentence: 'trusts other authorities than ca holds, so it refuses this API server' };
  if (missed.length > 0) {
    return {
      severity: 'warning',
      sentence: `trusts ${shared.length} of the ${counted(members.length, 'authority').replace(/ys$/, 'ies')} in ca`,
    };
  }
  return foreign > 0 ? { severity: 'info', sentence: `trusts ${foreign} more than ca holds` } : undefined;
}

function differenceFinding({ name, path, leaf }: Kubeconfig, { severity, sentence }: Difference): Finding {
  const isCopy = leaf?.kind === 'copy';
  return {
    code: 'kubeconfig-authority-differs',
    severity: isCopy && severity === 'critical' ? 'warning' : severity,
    subject: name,
    path,
    message: sentence,
    mend: mendOf(name, path, leaf),
  };
}

function mendOf(name: string, path: Path, leaf: Leaf | undefined): string {
  if (leaf === undefined) return 'perennial explain kubeconfig-authority-differs';
  return leaf.kind === 'copy' ? `perennial kubeconfig --file ${path}` : `perennial renew ${name}`;
}

/** A person's copy of admin.conf with an older credential, which goes on working: until when, and why nobody can end it. */
export const copyOutdated: Rule = (inventory, policy) =>
  inventory.leaves
    .filter((leaf) => leaf.kind === 'copy' && copyStanding(leaf, inventory) === 'other')
    .flatMap((leaf) => {
      if (leaf.certificate.kind !== 'read') return [];
      const { value: certificate } = leaf.certificate;
      const urgency = urgencyOf({ name: 'admin.conf', certificate, policy }, inventory.takenAt);
      return [
        {
          code: 'copy-outdated',
          severity: urgency === 'none' || urgency === 'due' ? 'info' : 'warning',
          subject: leaf.name,
          path: certificatePathOf(leaf),
          message: outdatedSentence(certificate, urgency === 'over'),
          mend: `perennial kubeconfig --file ${certificatePathOf(leaf)}`,
        },
      ];
    });

function outdatedSentence({ serial, notAfter }: Certificate, isOver: boolean): string {
  const holds = `holds another credential than admin.conf (serial ${serial})`;
  if (isOver) return `${holds}, which expired on ${dateText(notAfter)}`;
  return `${holds}, which stays valid until ${dateText(notAfter)}: Kubernetes checks no revocation list and the authority is the same, so nothing ends it earlier`;
}
