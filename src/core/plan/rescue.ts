import { KUBELET_CLIENT } from '../check/subject.ts';
import { PerennialError } from '../errors.ts';
import type { Inventory } from '../inventory.ts';
import { endpointsOf } from '../kubeadm/endpoints.ts';
import type { Path } from '../names.ts';
import type { Policy } from '../policy.ts';
import { restartOf } from './adoption.ts';
import { copyStage } from './copies.ts';
import { deathsOf, type UnitsSeen } from './deaths.ts';
import type { Evidence } from './evidence.ts';
import { type KubeletRepair, kubeletRepair } from './kubelet.ts';
import { awaitKubelet } from './kubelet-adoption.ts';
import { numbered, type Unnumbered, type UnnumberedStage } from './numbered.ts';
import type { LeftAlone, Plan } from './plan.ts';
import { preparation } from './renewal.ts';
import { refuseDeadAuthorities, refuseWrongClock, vitalAuthorities } from './rescue-refusals.ts';
import { selectionOf } from './selection.ts';
import { signable } from './signable.ts';
import { fileChangesOf, type Successor, successorOf } from './successor.ts';
import { wishFor } from './wish.ts';

/**
 * The first half of a rescue: everything that one node can do without the others. Unlike in a renewal all files are replaced before
 * anything is started, since what runs may be starting again and again with the old ones. So all of it is one stage: nothing less
 * leaves the node well, and nothing less can be undone. Refuses with words what it cannot mend.
 */
export function rescuePlan(inventory: Inventory, units: UnitsSeen, policy: Policy): Plan {
  refuseWrongClock(inventory);
  refuseDeadAuthorities(inventory, vitalAuthorities);
  const wish = wishFor('due', policy);
  const { leaves, leftAlone } = signable(selectionOf(inventory, wish), inventory);
  const dead = deathsOf(without(leftAlone, inventory), units);
  if (dead.length === 0) throw nothingDead(inventory);
  const successors = leaves.map((leaf) => successorOf(leaf, inventory, wish));
  const kubelet = kubeletRepair(inventory, policy);
  const installs = [...inPlace(successors, inventory), ...(kubelet?.change.steps ?? [])];
  const back: UnnumberedStage = {
    name: nameOf(successors, kubelet),
    steps: [
      ...installs,
      ...started(inventory, units, changedPaths(installs)),
      ...readAnew(successors, inventory),
      ...peersProved(inventory),
    ],
  };
  return {
    format: 1,
    intent: { kind: 'rescue', dead },
    node: inventory.node,
    madeAt: inventory.takenAt,
    stages: numbered([madeFirst(successors, kubelet, inventory), back]),
    leftAlone,
  };
}

const without = (leftAlone: readonly LeftAlone[], inventory: Inventory): Inventory => ({
  ...inventory,
  leaves: inventory.leaves.filter((leaf) => !leftAlone.some(({ name }) => name === leaf.name)),
});

/** Or nothing that could be brought back here. */
function nothingDead(inventory: Inventory): PerennialError {
  refuseDeadAuthorities(inventory, ['front-proxy-ca']);
  return new PerennialError(
    'nothing-dead',
    'nothing is dead on this node: no certificate has ended, and everything runs',
    {
      hint: 'perennial renew is what you want',
      next: 'perennial check',
    },
  );
}

function madeFirst(
  successors: readonly Successor[],
  kubelet: KubeletRepair | undefined,
  inventory: Inventory,
): UnnumberedStage {
  const made = preparation(successors, inventory);
  return { ...made, steps: [...made.steps, ...(kubelet?.preparation ?? [])] };
}

/** All of them at once: nothing that needs one of them works before it has all. */
function inPlace(successors: readonly Successor[], inventory: Inventory): readonly Unnumbered[] {
  const files = successors.flatMap(fileChangesOf);
  const copies = successors.some(({ leaf }) => leaf.name === 'admin.conf') ? copyStage(inventory).steps : [];
  return [...(files.length === 0 ? [] : [{ kind: 'install' as const, files }]), ...copies];
}

function nameOf(successors: readonly Successor[], kubelet: KubeletRepair | undefined): string {
  const names = [...successors.map(({ leaf }) => leaf.name), ...(kubelet === undefined ? [] : [KUBELET_CLIENT])];
  return names.length === 0 ? 'start what must run' : `put in place, and start what must run: ${names.join(', ')}`;
}

const changedPaths = (steps: readonly Unnumbered[]): readonly Path[] =>
  steps.flatMap((step) => (step.kind === 'install' ? step.files.map(({ path }) => path) : []));

/** A kubelet that is started anew forgets its back-off, and starts every static pod with the files of now. */
function started(inventory: Inventory, units: UnitsSeen, newerThan: readonly Path[]): readonly Unnumbered[] {
  const runtime: readonly Unnumbered[] =
    units.containerd.isInstalled && units.containerd.startedAt === undefined
      ? [{ kind: 'unit', unit: 'containerd', newerThan: [], withinSeconds: 60 }]
      : [];
  const startedAfter = inventory.takenAt;
  const kubelet: Unnumbered = { kind: 'unit', unit: 'kubelet', newerThan, startedAfter, withinSeconds: 60 };
  return [...runtime, kubelet, ...awaitKubelet(inventory)];
}

/** Those that read their file only when they start, and may not be able to run before the other nodes are back. */
function readAnew(successors: readonly Successor[], inventory: Inventory): readonly Unnumbered[] {
  return (['kube-controller-manager', 'kube-scheduler'] as const).flatMap((component) => {
    const manifest = inventory.layout.manifests.find((one) => one.component === component);
    const own = successors.filter(({ leaf }) => leaf.usedBy.includes(component));
    const paths = own.flatMap(fileChangesOf).map(({ path }) => path);
    if (manifest === undefined || paths.length === 0) return [];
    return [{ ...restartOf(component, paths, manifest.gracePeriodSeconds, inventory), orAway: true as const }];
  });
}

/** etcd's peers listen before there is a quorum, its clients only after; so this can be shown on the first of several nodes. */
function peersProved({ leaves, layout }: Inventory): readonly Unnumbered[] {
  const leaf = leaves.find(({ name }) => name === 'etcd-peer');
  const manifest = layout.manifests.find(({ component }) => component === 'etcd');
  if (leaf?.holder.kind !== 'pair' || leaf.certificate.kind !== 'read' || manifest === undefined) return [];
  const path = leaf.holder.certificatePath;
  const evidence = endpointsOf(layout)
    .filter((one) => one.leaf === leaf.name)
    .map(({ endpoint }): Evidence => ({ kind: 'served', name: leaf.name, path, endpoint }));
  if (evidence.length === 0) return [];
  return [
    { kind: 'prove', component: 'etcd', evidence, withinSeconds: 120, graceSeconds: manifest.gracePeriodSeconds },
  ];
}
