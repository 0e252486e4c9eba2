import type { Inventory, Leaf } from '../../inventory.ts';
import { copyStanding } from '../copies.ts';
import type { Rule } from '../rule.ts';
import { certificatePathOf, isForPeopleOnly, isOfTheNode, KUBELET_SERVER, renewalCommand } from '../subject.ts';
import { trustPathOf } from '../trust-path.ts';
import { dateText } from '../words.ts';

/** A leaf that its authority did not sign. */
export const notSignedByAuthority: Rule = (inventory) =>
  inventory.leaves
    .filter((leaf) => mustBeSigned(leaf, inventory) && trustPathOf(leaf, inventory).kind === 'not-signed')
    .map((leaf) => ({
      code: 'not-signed-by-authority',
      severity: isForPeopleOnly(leaf) ? 'warning' : 'critical',
      subject: leaf.name,
      path: certificatePathOf(leaf),
      message: `is not signed by ${leaf.authority} as it is on this node, so whoever trusts that file refuses it`,
      mend: renewalCommand(leaf) ?? 'perennial explain not-signed-by-authority',
    }));

/** The kubelet's serving certificate is self-signed unless somebody bootstraps it; what is foreign is not ours to judge. */
function mustBeSigned(leaf: Leaf, inventory: Inventory): boolean {
  if (leaf.kind === 'copy') return copyStanding(leaf, inventory) !== 'foreign';
  return isOfTheNode(leaf) && leaf.name !== KUBELET_SERVER;
}

/** A leaf that promises more than its signer can keep: kubeadm does not cap what it issues. */
export const outlivesAuthority: Rule = (inventory) =>
  inventory.leaves.filter(isOfTheNode).flatMap((leaf) => {
    const path = trustPathOf(leaf, inventory);
    if (path.kind !== 'signed' || leaf.certificate.kind !== 'read') return [];
    const end = Math.min(...path.by.map(({ notAfter }) => notAfter));
    if (leaf.certificate.value.notAfter <= end) return [];
    return [
      {
        code: 'outlives-authority',
        severity: 'info',
        subject: leaf.name,
        path: certificatePathOf(leaf),
        message: `says ${dateText(leaf.certificate.value.notAfter)}, but its authority ends on ${dateText(end)}, and it with it`,
        mend: 'perennial explain outlives-authority',
      },
    ];
  });
