import type { Inventory } from '../inventory.ts';
import { staticPods } from '../names.ts';
import type { Policy } from '../policy.ts';
import { hasRunOut } from '../run-out.ts';
import { adoptionOf, awaitOf } from './adoption.ts';
import { heartbeatOf } from './kubelet-adoption.ts';
import { numbered, type Unnumbered, type UnnumberedStage } from './numbered.ts';
import type { Plan } from './plan.ts';
import { KUBELET_HEARD } from './renewal.ts';

/** The kubelet's longest back-off is five minutes. */
const PATIENCE_SECONDS = 400;

/**
 * The second half, once etcd has a quorum: every component is awaited and proved to use what is on disk. It is planned for an API
 * server that answers, as the stage before the proofs waits for it. What etcd remembers of the kubelet is from before the night, and
 * with what has ended nobody could prove anything.
 */
export function rescueProofPlan(inventory: Inventory, policy: Policy): Plan {
  const answering = {
    ...inventory,
    clock: { apiServerOffsetMilliseconds: inventory.clock.apiServerOffsetMilliseconds ?? 0 },
  };
  const alive = inventory.leaves.filter(({ certificate }) => !hasRunOut(certificate, inventory.takenAt));
  const stages = staticPods.flatMap((component): readonly UnnumberedStage[] => {
    const own = alive.filter(({ kind, usedBy }) => kind === 'kubeadm' && usedBy.includes(component));
    const steps = adoptionOf(component, own, answering, policy).map(patient);
    if (component !== 'kube-apiserver' || steps.length === 0) return [{ name: component, steps }];
    return [
      { name: `${component}: answers`, steps: [patient(awaitOf(component, answering))] },
      { name: component, steps: steps.filter(({ kind }) => kind !== 'await') },
    ];
  });
  const heard = { name: KUBELET_HEARD, steps: [{ ...heartbeatOf(inventory, []), since: inventory.takenAt }] };
  return {
    format: 1,
    intent: { kind: 'rescue', dead: [] },
    node: inventory.node,
    madeAt: inventory.takenAt,
    stages: numbered([...stages, heard]),
    leftAlone: [],
  };
}

function patient(step: Unnumbered): Unnumbered {
  return step.kind === 'await' ? { ...step, withinSeconds: PATIENCE_SECONDS } : step;
}
