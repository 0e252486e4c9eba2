import { DAY } from '../instant.ts';
import type { Inventory } from '../inventory.ts';
import type { Policy } from '../policy.ts';

const KUBEADM_VALIDITY = 365 * DAY;

/** How long what we issue lives unless its signer ends before: ours, else kubeadm's configuration, else kubeadm's default. */
export function validityOf({ layout }: Inventory, policy: Policy): number {
  const seconds = layout.kubeadmConfig.certificateValiditySeconds;
  return policy.validity ?? (seconds === undefined ? KUBEADM_VALIDITY : seconds * 1000);
}
