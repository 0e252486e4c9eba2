import type { Inventory } from '../inventory.ts';
import type { NotifyPolicy } from './receiver.ts';

/** What messages call the cluster: as the configuration does, else as kubeadm does where somebody chose a name for it. */
export function clusterNameIn(
  { layout }: Pick<Inventory, 'layout'>,
  policy: Pick<NotifyPolicy, 'cluster'> = {},
): string | undefined {
  const { clusterName = UNNAMED } = layout.kubeadmConfig;
  const isChosen = clusterName !== UNNAMED && /^[\w.-]{1,60}$/.test(clusterName);
  return policy.cluster ?? (isChosen ? clusterName : undefined);
}

/** kubeadm's DefaultClusterName. */
const UNNAMED = 'kubernetes';
