import { MINUTE } from '../instant.ts';
import type { Inventory } from '../inventory.ts';

/**
 * What on this node itself says that `kubeadm upgrade` is at work, in words. It swaps the manifests of the four components one after
 * the other, and keeps those still to come in a folder that it touches each time; a component gets five minutes. An upgrade that
 * failed leaves the folder (cmd/kubeadm/app/phases/upgrade/staticpods.go), so one that lies there untouched says nothing.
 */
export function upgradeHere({ layout, upgrades, takenAt, clock, reach }: Inventory): string | undefined {
  if (reach === 'files') return undefined;
  const { unfinishedSince } = upgrades;
  if (unfinishedSince !== undefined && Math.abs(takenAt - unfinishedSince) < AT_WORK)
    return 'kubeadm has manifests of an upgrade still to install on this node';
  const versions = layout.manifests
    .filter(({ component }) => component !== 'etcd')
    .flatMap(({ imageVersion }) => /^v\d+\.\d+\.\d+/.exec(imageVersion)?.[0] ?? []);
  const distinct = [...new Set(versions)].toSorted();
  // While no API server takes our credential, a certificate that ran out may be what cut the upgrade off.
  if (distinct.length < 2 || clock.apiServerOffsetMilliseconds === undefined) return undefined;
  return `the manifests of this node are of different versions (${distinct.join(', ')}): an upgrade may be under way`;
}

const AT_WORK = 30 * MINUTE;
