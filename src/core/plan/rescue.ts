import { PerennialError } from '../errors.ts';
import type { Inventory } from '../inventory.ts';
import { endpointsOf } from '../kubeadm/endpoints.ts';
import type { Path } from '../names.ts';
import type { Policy } from '../policy.ts';
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
 * anything is started, since what runs may be starting again and again with the old ones. Refuses with words what it cannot mend.
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
  const changes = [inPlace(successors, inventory), ...kubeletChange(kubelet)];
  const stages = [
    madeFirst(successors, kubelet, inventory),
    ...changes,
    started(inventory, units, changedPaths(changes)),
    peerStage(inventory),
  ];
  return {
    format: 1,
    intent: { kind: 'rescue', dead },
    node: inventory.node,
    madeAt: inventory.takenAt,
    stages: numbered(stages),
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
function inPlace(successors: readonly Successor[], inventory: Inventory): UnnumberedStage {
  const files = successors.flatMap(fileChangesOf);
  const copies = successors.some(({ leaf }) => leaf.name === 'admin.conf') ? copyStage(inventory).steps : [];
  const name = `put in place: ${successors.map(({ leaf }) => leaf.name).join(', ')}`;
  return { name, steps: [...(files.length === 0 ? [] : [{ kind: 'install' as const, files }]), ...copies] };
}

const kubeletChange = (kubelet: KubeletRepair | undefined): readonly UnnumberedStage[] =>
  kubelet === undefined ? [] : [kubelet.change];

function changedPaths(stages: readonly UnnumberedStage[]): readonly Path[] {
  const files = stages.flatMap(({ steps }) => steps.flatMap((step) => (step.kind === 'install' ? step.files : [])));
  return files.map(({ path }) => path);
}

/** A kubelet that is started anew forgets its back-off, and starts every static pod with the files of now. */
function started(inventory: Inventory, units: UnitsSeen, newerThan: readonly Path[]): UnnumberedStage {
  const runtime: readonly Unnumbered[] =
    units.containerd.isInstalled && units.containerd.startedAt === undefined
      ? [{ kind: 'unit', unit: 'containerd', newerThan: [], withinSeconds: 60 }]
      : [];
  const startedAfter = inventory.takenAt;
  const kubelet: Unnumbered = { kind: 'unit', unit: 'kubelet', newerThan, startedAfter, withinSeconds: 60 };
  return { name: 'start what must run', steps: [...runtime, kubelet, ...awaitKubelet(inventory)] };
}

/** etcd's peers listen before there is a quorum, its clients only after; so this can be shown on the first of several nodes. */
function peerStage({ leaves, layout }: Inventory): UnnumberedStage {
  const leaf = leaves.find(({ name }) => name === 'etcd-peer');
  const manifest = layout.manifests.find(({ component }) => component === 'etcd');
  const name = 'etcd: listens for the other members';
  if (leaf?.holder.kind !== 'pair' || leaf.certificate.kind !== 'read' || manifest === undefined)
    return { name, steps: [] };
  const path = leaf.holder.certificatePath;
  const evidence = endpointsOf(layout)
    .filter((one) => one.leaf === leaf.name)
    .map(({ endpoint }): Evidence => ({ kind: 'served', name: leaf.name, path, endpoint }));
  if (evidence.length === 0) return { name, steps: [] };
  return {
    name,
    steps: [
      { kind: 'prove', component: 'etcd', evidence, withinSeconds: 120, graceSeconds: manifest.gracePeriodSeconds },
    ],
  };
}
