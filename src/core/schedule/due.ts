import { KUBELET_CLIENT } from '../check/subject.ts';
import { effectiveEnd, lifetimeOf } from '../check/thresholds.ts';
import { heldOf } from '../check/trust-path.ts';
import type { Inventory } from '../inventory.ts';
import type { Plan } from '../plan/plan.ts';
import { validityOf } from '../plan/validity.ts';
import type { Policy } from '../policy.ts';
import type { Due } from './decision.ts';
import type { Lifetime } from './room.ts';

/** What a plan renews, with the ends of what is there now; a kubelet's credential that cannot be read has come to its end. */
export function dueIn({ stages }: Plan, inventory: Inventory, policy: Policy): readonly Due[] {
  const issued = stages.flatMap(({ steps }) =>
    steps.flatMap((step) => (step.kind === 'issue' ? [step.request.name] : [])),
  );
  const made = inventory.leaves
    .filter(({ name, kind }) => (kind === 'kubeadm' || name === KUBELET_CLIENT) && issued.includes(name))
    .flatMap((leaf) => {
      const held = heldOf(leaf, inventory, policy);
      const lost = leaf.kind === 'kubelet' ? [{ name: leaf.name, end: inventory.takenAt }] : [];
      return held === undefined
        ? lost
        : [{ name: leaf.name, end: effectiveEnd(held.certificate, held.authorities ?? []) }];
    });
  const remade = stages.flatMap(({ steps }) => steps.flatMap((step) => (step.kind === 'remake' ? [step.name] : [])));
  return [...made, ...remade.flatMap((name) => remadeDue(name, inventory))];
}

/** kubeadm's API servers do not verify the kubelet's serving certificate; one that is told to needs it. */
function remadeDue(name: string, { leaves, layout }: Inventory): readonly Due[] {
  const isHarmless = layout.manifests.every(({ flags }) => flags['kubelet-certificate-authority'] === undefined);
  return leaves.flatMap((leaf) =>
    leaf.name === name && leaf.certificate.kind === 'read'
      ? [{ name, end: leaf.certificate.value.notAfter, ...(isHarmless && { isHarmless }) }]
      : [],
  );
}

/** How long each of kubeadm's certificates lives, and how long what succeeds it would. */
export function lifetimesIn(inventory: Inventory, policy: Policy): readonly Lifetime[] {
  const successor = validityOf(inventory, policy);
  return inventory.leaves
    .filter(({ kind }) => kind === 'kubeadm')
    .flatMap((leaf) => {
      const held = heldOf(leaf, inventory, policy);
      if (held === undefined) return [];
      return [{ name: leaf.name, lifetime: Math.min(lifetimeOf(held), successor) }];
    });
}
