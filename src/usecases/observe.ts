import { lookOf } from '../core/history/look-of.ts';
import type { Authority, Inventory, Layout, Leaf } from '../core/inventory.ts';
import { layoutOf, MANIFESTS_FOLDER } from '../core/kubeadm/layout.ts';
import type { Path } from '../core/names.ts';
import type { ObservedWorld } from './observe/observed-world.ts';
import {
  missingControlPlanes,
  readClock,
  readControlPlanes,
  readFirewall,
  readKubeadmConfig,
} from './observe/api-server.ts';
import { readAuthorities } from './observe/authorities.ts';
import { readCopies } from './observe/copies.ts';
import { readEarlierRuns } from './observe/earlier-runs.ts';
import { readHistory } from './observe/history.ts';
import { readKubeadmLeaves } from './observe/kubeadm-leaves.ts';
import { readKubelet, readKubeletConfig } from './observe/kubelet.ts';
import { readManifests } from './observe/manifests.ts';
import { nodeNameOf } from './observe/node-name.ts';

import { folderOf, valueOf } from './observe/reading.ts';
import { readContainers, versioned } from './observe/running.ts';
import { readServed } from './observe/served.ts';
import { readServingRequests } from './observe/serving-requests.ts';
import { readServiceAccountKey } from './observe/service-account-key.ts';
import { readTrustFiles } from './observe/trust-files.ts';
import { readUnknown } from './observe/unknown.ts';
import { failedReadings } from './observe/unreadable.ts';
import { readUpgradeTraces } from './observe/upgrade-traces.ts';
import type { ObserveRequest } from './requests.ts';
import { whileLooking } from './while-looking.ts';

/**
 * One reading of this node: files always, ports and containers of this machine unless a folder stands for `/`, the API server in
 * full reach. What cannot be read is in the result with its reason; only a `--kubeadm-config` that is wrong throws.
 */
export async function observe(world: ObservedWorld, request: Wanted): Promise<Inventory> {
  return await whileLooking(world.hostname, world, () => observed(world, request));
}

type Wanted = Pick<ObserveRequest, 'kubeadmConfig' | 'copies'>;

async function observed(world: ObservedWorld, request: Wanted): Promise<Inventory> {
  const [kubeletConfig, configured, asked, controlPlanes, running, runs, upgrades, earlier] = await Promise.all([
    readKubeletConfig(world.files),
    readKubeadmConfig(world, request.kubeadmConfig),
    readClock(world),
    readControlPlanes(world),
    readContainers(world),
    readEarlierRuns(world),
    readUpgradeTraces(world.files),
    readHistory(world),
  ]);
  const known = valueOf(kubeletConfig);
  const manifestsFolder = known?.staticPodPath ?? MANIFESTS_FOLDER;
  const { manifests, stray, unreadable } = await readManifests(world.files, manifestsFolder);
  const layout = layoutOf({
    manifests,
    manifestsFolder,
    ...(configured.config && { kubeadmConfig: configured.config }),
  });
  const [read, served, requests] = await Promise.all([
    readCredentials(world, layout, { kubeletConfig, copies: request.copies }),
    readServed(world, { layout, kubelet: known?.address }),
    readServingRequests(world, known?.serverTLSBootstrap === true && asked.unreadable.length === 0),
  ]);
  const { authorities, trustFiles, leaves, kubelet, serviceAccountKey } = read;
  const takenAt = world.clock.now();
  return {
    takenAt,
    node: nodeNameOf({ leaves, kubelet, hostname: world.hostname }),
    reach: world.reach,
    layout,
    authorities,
    trustFiles,
    leaves,
    kubelet,
    serviceAccountKey,
    served,
    ...versioned(running, manifests),
    clock: asked.clock,
    controlPlanes,
    firewall: await readFirewall(world, controlPlanes),
    strayManifests: stray,
    openRuns: runs.open,
    servingRequests: requests.pending,
    upgrades,
    history: { earlier, look: lookOf({ takenAt, layout, leaves, upgrades }, runs.issued) },
    unreadable: [
      ...unreadable,
      ...failedReadings(read),
      ...read.unreadable,
      ...asked.unreadable,
      ...missingControlPlanes(controlPlanes, asked),
      ...(asked.unreadable.length > 0 ? [] : configured.unreadable),
      ...runs.unreadable,
      ...requests.unreadable,
    ],
  };
}

/** Everything in files that is a certificate or a key. */
async function readCredentials(
  world: ObservedWorld,
  layout: Layout,
  asked: {
    readonly kubeletConfig: Awaited<ReturnType<typeof readKubeletConfig>>;
    readonly copies: readonly Path[];
  },
) {
  const { files } = world;
  const [authorities, trustFiles, own, { kubelet, leaves: kubeletLeaves }, serviceAccountKey] = await Promise.all([
    readAuthorities(files, layout),
    readTrustFiles(files, layout),
    readKubeadmLeaves(files, layout),
    readKubelet(world, asked.kubeletConfig),
    readServiceAccountKey(files, layout),
  ]);
  const [copies, unknown] = await Promise.all([
    readCopies(files, asked.copies, authorities),
    readUnknown(files, layout, knownPlaces(authorities, own, kubeletLeaves)),
  ]);
  const leaves = [...own, ...kubeletLeaves, ...copies, ...unknown.leaves];
  return { authorities, trustFiles, leaves, kubelet, serviceAccountKey, unreadable: unknown.unreadable };
}

/** The kubelet's own folder is not looked through: what it rotated away lies there. */
function knownPlaces(authorities: readonly Authority[], own: readonly Leaf[], kubelet: readonly Leaf[]) {
  const inFolders = [
    ...authorities.map(({ certificatePath }) => certificatePath),
    ...own.flatMap(({ holder }) => (holder.kind === 'pair' ? [holder.certificatePath] : [])),
  ];
  const others = [...own, ...kubelet].map(({ holder }) =>
    holder.kind === 'pair' ? holder.certificatePath : holder.path,
  );
  return { files: new Set([...inFolders, ...others]), folders: inFolders.map(folderOf) };
}
