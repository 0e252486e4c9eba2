import { KUBELET_CLIENT } from '../core/check/subject.ts';
import { PerennialError } from '../core/errors.ts';
import type { Inventory } from '../core/inventory.ts';
import { renewalPlan } from '../core/plan/renewal.ts';
import { wishFor } from '../core/plan/wish.ts';
import type { Due } from '../core/schedule/decision.ts';
import { dueIn } from '../core/schedule/due.ts';
import type { World } from '../ports/world.ts';
import { refuseWithoutControlPlane } from './no-control-plane.ts';
import { observe } from './observe.ts';
import type { ObserveRequest } from './requests.ts';

export interface RenewalNeed {
  readonly due: readonly Due[];
  /** When it was looked. */
  readonly takenAt: Inventory['takenAt'];
}

/**
 * What a renewal would renew now, of these certificates where some are named; changes nothing. Throws where the answer could only be
 * "nothing that could be read": what is hidden is never taken for fine.
 */
export async function needsRenewal(
  names: readonly string[],
  request: ObserveRequest,
  world: World,
): Promise<RenewalNeed> {
  const before = await observe(world, request);
  refuseWithoutControlPlane(before);
  const { policy } = request;
  // For its refusal of names that there are not.
  if (names.length > 0) renewalPlan(before, { ...wishFor('due', policy), which: { kind: 'named', names } });
  const isAsked = (name: string): boolean => names.length === 0 || names.includes(name);
  const due = dueIn(renewalPlan(before, wishFor('due', policy)), before, policy).filter(({ name }) => isAsked(name));
  if (due.length === 0) refuseHidden(before, isAsked);
  return { due, takenAt: before.takenAt };
}

function refuseHidden({ leaves }: Inventory, isAsked: (name: string) => boolean): void {
  for (const { name, kind, certificate } of leaves) {
    if (certificate.kind !== 'unreadable' || !isAsked(name)) continue;
    if (kind !== 'kubeadm' && name !== KUBELET_CLIENT) continue;
    const code = certificate.reason === 'permission' ? 'permission' : 'file-unreadable';
    throw new PerennialError(code, `whether ${name} is due cannot be told: ${certificate.detail}`, {
      hint: code === 'permission' ? 'run as root' : 'perennial check shows every file that cannot be read',
      next: 'perennial check',
    });
  }
}
