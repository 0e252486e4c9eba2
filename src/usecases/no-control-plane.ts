import { PerennialError } from '../core/errors.ts';
import type { Inventory } from '../core/inventory.ts';

/**
 * A machine on which there is nothing to see is no healthy one, and no broken one either: a worker, a managed cluster, the wrong
 * folder. What cannot be read for lack of permission is there, and judged as such.
 */
export function refuseWithoutControlPlane({ layout, leaves, authorities }: Inventory): void {
  const readings = [
    ...leaves.filter(({ kind }) => kind === 'kubeadm').map(({ certificate }) => certificate),
    ...authorities.map(({ members }) => members),
  ];
  const absent = readings.every(({ kind }) => kind === 'missing' || kind === 'absent-by-design');
  if (layout.manifests.length > 0 || !absent) return;
  throw new PerennialError('no-control-plane', `there is no kubeadm control plane in ${layout.configFolder}`, {
    file: layout.configFolder,
    hint: 'run it on a control-plane node, or name the folder that stands for its / with --root',
  });
}
