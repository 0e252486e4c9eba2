import type { Instant } from './instant.ts';
import type { Inventory, Leaf } from './inventory.ts';

/** Whether nobody takes it any more. One that could not be read is not known to have run out. */
export function hasRunOut(certificate: Leaf['certificate'] | undefined, now: Instant): boolean {
  return certificate?.kind === 'read' && certificate.value.notAfter <= now;
}

/** Those of kubeadm's certificates that nobody takes any more. */
export function runOutLeaves({ leaves, takenAt }: Pick<Inventory, 'leaves' | 'takenAt'>): readonly Leaf[] {
  return leaves.filter(({ kind, certificate }) => kind === 'kubeadm' && hasRunOut(certificate, takenAt));
}
